import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorStatus } from '../contract/errors.ts';
import type { App } from './app-types.ts';
import { replyWithError } from './error-replies.ts';

/** Astro puts a hash of the content into these names. */
const hashedAssets = /[/\\]_astro[/\\]/;
const forever = 'public, max-age=31536000, immutable';

/**
 * The built site. Pages are asked for anew each time (cheap: an ETag answers), hashed assets never again. Without a
 * build (`npm run dev` has the pages in another process) there are none.
 */
export async function registerSite(app: App, distDir: string): Promise<void> {
  if (existsSync(distDir)) {
    await app.register(fastifyStatic, {
      root: distDir,
      // `/lessons/layers/commit` is the page's address, without a redirect to a slash.
      redirect: false,
      dotfiles: 'ignore',
      cacheControl: false,
      schemaHide: true,
      setHeaders: (reply, path) => {
        reply.header('cache-control', hashedAssets.test(path) ? forever : 'no-cache');
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const page = notFoundPage(distDir, request);
    if (page === undefined) return replyWithError(request, reply, 'not-found');
    return sendPage(reply, distDir, page);
  });
}

function sendPage(reply: FastifyReply, distDir: string, page: string): FastifyReply {
  return reply
    .code(errorStatus['not-found'])
    .header('cache-control', 'no-cache')
    .sendFile(page, distDir, { cacheControl: false });
}

/** The site's own page for what is not there, in the language of the address. */
function notFoundPage(distDir: string, { method, url }: FastifyRequest): string | undefined {
  if ((method !== 'GET' && method !== 'HEAD') || url.startsWith('/api')) return undefined;
  const english = /^\/en(\/|$|\?)/.test(url);
  const candidates = english ? ['en/404.html', 'en/404/index.html', '404.html'] : ['404.html'];
  return candidates.find((name) => existsSync(join(distDir, name)));
}
