import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import type { App } from './app-types.ts';
import { Refusal } from './problem.ts';

/** A year: who has opened the launch address once stays signed in, as long as the instance keeps its token. */
const cookieSeconds = 365 * 24 * 60 * 60;

/** Local mode's sign-in: whoever has the launch token is the learner. */
export interface SignIn {
  /** Of this instance, because cookies are shared by all ports of a host. */
  readonly cookieName: string;
  isToken(token: string): boolean;
  isSignedIn(request: FastifyRequest): boolean;
  /** What the cookie holds: made from the token, so that a cookie does not give the launch address away. */
  readonly cookieValue: string;
}

export function createSignIn(instance: string, token: string): SignIn {
  const cookieValue = createHmac('sha256', token).update('sign-in').digest('base64url');
  const cookieName = `drydock-${instance}`;
  return {
    cookieName,
    cookieValue,
    isToken: (given) => isSame(given, token),
    isSignedIn: (request) => isSame(request.cookies[cookieName] ?? '', cookieValue),
  };
}

const launchQuery = z.object({ token: z.string().check(z.maxLength(256)) });

/** `GET /launch?token=…`: the token becomes a cookie, and the address a clean one. */
export function registerLaunch(app: App, signIn: SignIn, secure: boolean): void {
  app.get('/launch', { schema: { hide: true } }, (request, reply) => {
    const query = launchQuery.safeParse(request.query);
    if (!query.success || !signIn.isToken(query.data.token)) {
      // A second visit by a bookmark of an older token: there is nothing to complain about.
      if (!signIn.isSignedIn(request)) throw new Refusal('not-signed-in');
      return reply.redirect('/', 303);
    }
    reply.setCookie(signIn.cookieName, signIn.cookieValue, {
      httpOnly: true,
      sameSite: 'strict',
      path: '/',
      maxAge: cookieSeconds,
      secure,
    });
    return reply.header('cache-control', 'no-store').redirect('/', 303);
  });
}

/** Hashed first: the lengths of what is compared say nothing, and neither does the time. */
function isSame(given: string, expected: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(expected));
}
