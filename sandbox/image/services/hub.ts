/**
 * node hub.ts SOCKET KEYS INDEX IMAGES: the https proxy of learner engines. It opens tunnels to two names of Docker Hub and answers
 * at their other end itself; there is no way from here to anywhere.
 */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { answerRegistry, answerToken, type RegistryAnswer } from './registry-answers.ts';
import { type IndexEntry, searchIndex } from './search.ts';

export interface HubOptions {
  key: Buffer;
  certificate: Buffer;
  index: readonly IndexEntry[];
  /** Official images with tag that the mirror has, for example `redis:7.0`. */
  mirrored: readonly string[];
}

const names = new Set(['index.docker.io:443', 'registry-1.docker.io:443', 'docker.io:443']);
/** A learner engine needs a handful; sandboxes share this service. */
const maxConnections = 1_000;
/** Requests are short and have no bodies worth reading. */
const timeouts = { headersTimeout: 10_000, requestTimeout: 20_000, keepAliveTimeout: 5_000 };
const maxTunnelMs = 60_000;

/** The proxy; listening and closing are the caller's. */
export function createHub({ key, certificate, index, mirrored }: HubOptions): Server {
  const repositories = new Set(
    index.filter(({ isOfficial }) => isOfficial).map(({ name }) => `library/${name}`),
  );
  for (const { name, isOfficial } of index) if (!isOfficial) repositories.add(name);
  const known = { repositories, mirrored: new Set(mirrored.map((name) => `library/${name}`)) };
  const inside = createSecureServer({ key, cert: certificate, ...timeouts }, (request, response) => {
    request.resume();
    const { pathname: path, searchParams } = addressOf(request);
    if (path === '/v1/search') {
      const limit = Number(searchParams.get('n'));
      send(response, 200, searchIndex(index, { query: searchParams.get('q') ?? '', limit }));
      return;
    }
    const hasToken = request.headers.authorization?.startsWith('Bearer ') === true;
    answer(response, answerRegistry({ method: request.method ?? 'GET', path, hasToken }, known));
  });
  const proxy = createServer(timeouts, (request, response) => {
    request.resume();
    const hasPassword = request.headers.authorization?.startsWith('Basic ') === true;
    if (addressOf(request).pathname === '/token')
      answer(response, answerToken({ hasPassword, now: new Date() }));
    else send(response, 403, { message: 'this proxy leads to Docker Hub only' });
  });
  proxy.maxConnections = maxConnections;
  proxy.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    if (!names.has(request.url ?? '')) {
      socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    const late = setTimeout(() => socket.destroy(), maxTunnelMs);
    socket.on('close', () => clearTimeout(late));
    inside.emit('connection', socket);
  });
  proxy.on('close', () => inside.close());
  return proxy;
}

/** A request's target is a path, or anything a hostile client likes. */
function addressOf(request: IncomingMessage): URL {
  const target = request.url ?? '/';
  const base = 'http://hub.invalid';
  return URL.canParse(target, base) ? new URL(target, base) : new URL(base);
}

function answer(response: ServerResponse, { status, headers, body }: RegistryAnswer): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  send(response, status, body);
}

function send(response: ServerResponse, status: number, body: object): void {
  response.setHeader('content-type', 'application/json');
  response.writeHead(status).end(JSON.stringify(body));
}

if (import.meta.main) {
  const [socket, keys, index, images] = process.argv.slice(2);
  const hub = createHub({
    key: readFileSync(`${keys}/server.key`),
    certificate: readFileSync(`${keys}/server.crt`),
    index: JSON.parse(readFileSync(index ?? '', 'utf8')),
    mirrored: JSON.parse(readFileSync(images ?? '', 'utf8')),
  });
  hub.listen(socket);
  process.on('SIGTERM', () => process.exit(0));
}
