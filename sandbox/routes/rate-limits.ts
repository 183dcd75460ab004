import rateLimit from '@fastify/rate-limit';
import type { App } from './app-types.ts';
import { Refusal } from './problem.ts';
import type { SignIn } from './sign-in.ts';

/** A page asks for some ten things when it opens and then a few a minute; this is a page gone wild. */
const signedInPerMinute = 600;
/** Guessing tokens, knocking at the API. */
const anonymousPerMinute = 120;

/**
 * Pages cost nothing and are not counted. Everybody here has the same address, so they are told apart by their sign-in:
 * no stranger's knocking locks the learner out.
 */
export async function registerRateLimits(app: App, signIn: SignIn): Promise<void> {
  await app.register(rateLimit, {
    timeWindow: 60_000,
    max: (request) => (signIn.isSignedIn(request) ? signedInPerMinute : anonymousPerMinute),
    keyGenerator: (request) => (signIn.isSignedIn(request) ? 'learner' : 'anonymous'),
    allowList: ({ routeOptions: { url } }) => url !== '/launch' && !url?.startsWith('/api/'),
    errorResponseBuilder: () => new Refusal('too-many-requests'),
  });
}
