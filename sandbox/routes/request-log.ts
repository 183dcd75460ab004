import type { App } from './app-types.ts';

/** One line for each request of the API when it is done: the route's pattern, never the address that was asked for. */
export function registerRequestLog(app: App): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url;
    const level = route?.startsWith('/api/') ? 'info' : 'debug';
    request.log[level](
      { method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      'request',
    );
  });
}
