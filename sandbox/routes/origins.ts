import type { App } from './app-types.ts';

/**
 * Under which `Host` this server may be asked, and the origin of the pages that it then serves: its loopback names with
 * the port it listens on, and the public address if there is one.
 */
export function createOrigins(app: App, publicUrl: URL | undefined): () => ReadonlyMap<string, string> {
  let known: { port: number | undefined; origins: ReadonlyMap<string, string> } | undefined;
  return () => {
    const port = portOf(app);
    if (known?.port !== port) known = { port, origins: new Map(listOrigins(port, publicUrl)) };
    return known?.origins ?? new Map();
  };
}

function* listOrigins(port: number | undefined, publicUrl: URL | undefined): Generator<[string, string]> {
  for (const name of port === undefined ? [] : ['127.0.0.1', 'localhost', '[::1]']) {
    // Browsers leave the default port out.
    const host = port === 80 ? name : `${name}:${port}`;
    yield [host, `http://${host}`];
  }
  if (publicUrl) yield [publicUrl.host, publicUrl.origin];
}

function portOf(app: App): number | undefined {
  const address = app.server.address();
  return typeof address === 'object' && address !== null ? address.port : undefined;
}
