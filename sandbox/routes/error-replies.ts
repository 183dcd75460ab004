import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorTexts } from '../../content/texts/errors.ts';
import { type ErrorBody, type ErrorCode, errorStatus } from '../contract/errors.ts';
import type { App } from './app-types.ts';
import { readLanguage } from './language.ts';
import { plainPage } from './plain-page.ts';
import { isOurFault, toErrorCode } from './problem.ts';

/** Turns everything that is thrown into the contract's `errorBody`, in the reader's language; logs what is our fault. */
export function registerErrorReplies(app: App): void {
  app.setErrorHandler((error, request, reply) => {
    const code = toErrorCode(error);
    if (isOurFault(code)) request.log.error({ err: error, code }, 'request failed');
    return replyWithError(request, reply, code);
  });
}

export function replyWithError(request: FastifyRequest, reply: FastifyReply, code: ErrorCode): FastifyReply {
  const language = readLanguage(request);
  const message = errorTexts[code][language];
  reply.code(errorStatus[code]).header('cache-control', 'no-store').header('content-language', language);
  if (isPageVisit(request)) return reply.type('text/html; charset=utf-8').send(plainPage(language, message));
  const body: ErrorBody = { error: { code, message: message, requestId: request.id } };
  // As text: a route's own reply schemas are for what it replies itself.
  return reply
    .type('application/json; charset=utf-8')
    .serializer((text: string) => text)
    .send(JSON.stringify(body));
}

function isPageVisit(request: FastifyRequest): boolean {
  return (
    request.method === 'GET' &&
    !request.url.startsWith('/api/') &&
    request.headers.upgrade === undefined &&
    (request.headers.accept ?? '').includes('text/html')
  );
}
