import type * as z from 'zod/mini';
import { apiAddress } from '../../sandbox/contract/addresses.ts';
import { type ErrorCode, errorBody } from '../../sandbox/contract/errors.ts';
import { health, type OpenLesson, openLesson, progress, session } from '../../sandbox/contract/http.ts';
import type { StepId } from '../../sandbox/contract/ids.ts';
import { stepVerdict } from '../../sandbox/contract/verdict.ts';
import { pageLanguage } from './page.ts';

/**
 * A request that brought no answer of the contract. `code` is the server's own, or `unreachable` when there was no
 * reply, or only a proxy's that the server is down, or `no-api` when something else replied (a plain file server).
 */
export class ApiError extends Error {
  readonly code: ErrorCode | 'unreachable' | 'no-api';
  constructor(code: ApiError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ApiError';
    this.code = code;
  }
}

/** For what every page asks, see `api`; what one part of a page asks stands with that part, so that others need not load it. */
export async function request<Schema extends z.ZodMiniType>(
  method: 'GET' | 'POST',
  address: string,
  schema: Schema,
): Promise<z.output<Schema>> {
  const reply = await send(method, address);
  const body: unknown = await reply.json().catch(() => undefined);
  if (!reply.ok) throw refusal(reply.status, body);
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw new ApiError('no-api', 'unexpected reply', { cause: parsed.error });
  return parsed.data;
}

/** Reading is quick; a reply that does not come in this time will not come. Writing may take as long as it takes. */
const readTimeoutMs = 15_000;

async function send(method: 'GET' | 'POST', address: string): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': pageLanguage() };
  if (method === 'POST') headers['content-type'] = 'application/json';
  const request: RequestInit =
    method === 'POST'
      ? { method, headers, body: '{}' }
      : { method, headers, signal: AbortSignal.timeout(readTimeoutMs) };
  try {
    return await fetch(address, request);
  } catch (cause) {
    throw new ApiError('unreachable', 'no reply', { cause });
  }
}

/** What a proxy in front says for a server that is down or starts again: it will come back. */
const proxyRefusals: readonly number[] = [502, 503, 504];

function refusal(status: number, body: unknown): ApiError {
  const parsed = errorBody.safeParse(body);
  if (!parsed.success) {
    const code = proxyRefusals.includes(status) ? 'unreachable' : 'no-api';
    return new ApiError(code, 'unexpected reply', { cause: parsed.error });
  }
  return new ApiError(parsed.data.error.code, parsed.data.error.message);
}

export const api = {
  health: () => request('GET', apiAddress.health, health),
  progress: () => request('GET', apiAddress.progress, progress),
  leaseSession: () => request('POST', apiAddress.session, session),
  resetSession: () => request('POST', apiAddress.resetSession, session),
  openLesson: (lesson: string): Promise<OpenLesson> =>
    request('POST', apiAddress.openLesson(lesson), openLesson),
  restartLesson: (lesson: string): Promise<OpenLesson> =>
    request('POST', apiAddress.restartLesson(lesson), openLesson),
  check: (lesson: string, step: StepId) => request('POST', apiAddress.check(lesson, step), stepVerdict),
};
