import type { FastifyRequest } from 'fastify';
import { apiAddress } from '../contract/addresses.ts';
import type { TerminalId } from '../contract/ids.ts';
import type { App } from './app-types.ts';
import { Refusal } from './problem.ts';
import type { SignIn } from './sign-in.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
/** For everybody on this machine: pages, the way in, and what the API tells of itself. All other routes need a sign-in. */
const openRoutes = new Set([
  ...['/', '/*', '/launch'],
  ...['/api/health', '/api/images', '/api/images/packages', '/api/openapi.json'],
]);
const terminalRoute = apiAddress.terminal(':id' as TerminalId);

export interface GuardParts {
  signIn: SignIn;
  /** Origins under which this server is reached, by their `Host`. */
  origins(): ReadonlyMap<string, string>;
}

/**
 * Who may ask at all, before anything else is looked at: only addresses of this server (DNS rebinding), writes and
 * sockets only from our own pages, the API only with a sign-in. Pages are for everybody who reaches this machine's
 * loopback.
 */
export function registerGuard(app: App, { signIn, origins }: GuardParts): void {
  app.addHook('onRequest', async (request) => {
    const origin = origins().get(request.headers.host?.toLowerCase() ?? '');
    if (origin === undefined || countHeaders(request, 'host') > 1) throw new Refusal('forbidden-host');
    checkOrigin(request, origin);
    const route = routeOf(request);
    if (isUpgrade(request)) {
      // A socket without a sign-in is told so by its close code; see `terminals.ts`.
      if (route !== terminalRoute) throw new Refusal('not-found');
    } else if (route !== undefined && !openRoutes.has(route) && !signIn.isSignedIn(request)) {
      throw new Refusal('not-signed-in');
    }
  });
}

function checkOrigin(request: FastifyRequest, own: string): void {
  const given = request.headers.origin;
  const mustHave = isUpgrade(request) || !safeMethods.has(request.method);
  if (given === undefined ? mustHave : given !== own) throw new Refusal('forbidden-origin');
  // Browsers say it of every request: another port of this host is the same site, gets our cookie, and is not our page.
  const site = request.headers['sec-fetch-site'];
  const isForeign = site === 'cross-site' || site === 'same-site';
  if (isForeign && (mustHave || routeOf(request)?.startsWith('/api/'))) throw new Refusal('forbidden-origin');
}

const isUpgrade = (request: FastifyRequest) => request.headers.upgrade !== undefined;

/** What the router found, and not what the address looks like: `//`, `%2e` and absolute addresses have fooled many. */
const routeOf = (request: FastifyRequest) => request.routeOptions.url;

function countHeaders(request: FastifyRequest, name: string): number {
  return request.raw.rawHeaders.filter((each, index) => index % 2 === 0 && each.toLowerCase() === name)
    .length;
}
