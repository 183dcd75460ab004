import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { type ErrorCode, errorStatus } from '../../../sandbox/contract/errors.ts';
import { type ServerEvent, serverEvent } from '../../../sandbox/contract/events.ts';
import { terminalSubprotocol } from '../../../sandbox/contract/frames.ts';
import { applyEvent, initialState, type LiveState } from '../../../src/lib/live-state.ts';
import { serveFile } from './static-files.ts';

/** What the server of a test answers to a request of the API; undefined: not found. */
type Answer = (method: string, path: string) => unknown;

/**
 * A server that says what a test tells it to say, to see what a page does with it: states that a real one is in for
 * a moment only. It speaks the contract (every event is parsed on its way out). Verdicts on real work are tested
 * against the real server.
 */
export interface ScriptedServer extends AsyncDisposable {
  readonly url: string;
  /** Sends an event to every page, and to those that connect later. */
  publish(event: unknown): void;
  answer: Answer;
  onTerminal: (socket: WebSocket) => void;
  /** Requests of the API so far, as `METHOD path`. */
  readonly requests: string[];
  /** Breaks every connection and accepts none until `comeBack`. */
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
}

export async function startScriptedServer(root: string): Promise<ScriptedServer> {
  let state: LiveState = initialState;
  const pages = new Set<ServerResponse>();
  const sockets = new Set<Socket>();
  const requests: string[] = [];
  const terminals = new WebSocketServer({ noServer: true, handleProtocols: () => terminalSubprotocol });
  const server = createServer((request, reply) => void handle(request, reply));
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (request, socket, head) =>
    terminals.handleUpgrade(request, socket, head, (terminal) => scripted.onTerminal(terminal)),
  );

  async function handle(request: IncomingMessage, reply: ServerResponse) {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
    if (!pathname.startsWith('/api/')) return serveFile(root, pathname, reply);
    requests.push(`${request.method} ${pathname}`);
    const answer = scripted.answer(request.method ?? 'GET', pathname);
    if (answer instanceof Refusal) return json(reply, errorStatus[answer.code], answer.body());
    if (answer instanceof ProxyRefusal) return reply.writeHead(502).end('Bad Gateway');
    if (answer !== undefined) return json(reply, 200, answer);
    if (pathname === '/api/events') return follow(reply);
    if (pathname === '/api/progress') return json(reply, 200, state.progress);
    if (pathname === '/api/session') return json(reply, 200, state.session);
    return json(reply, 404, new Refusal('not-found').body());
  }

  function follow(reply: ServerResponse) {
    reply.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    pages.add(reply);
    reply.on('close', () => pages.delete(reply));
    const { preparation, session, progress, lesson } = state;
    if (preparation) send(reply, { type: 'preparation', preparation });
    if (session) send(reply, { type: 'session', session });
    send(reply, { type: 'progress', progress });
    if (lesson) send(reply, { type: 'lesson', lesson });
  }

  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
  await listen(0);
  const { port } = server.address() as AddressInfo;

  const stop = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  const scripted: ScriptedServer = {
    url: `http://127.0.0.1:${port}`,
    requests,
    answer: () => undefined,
    onTerminal: (socket) =>
      socket.on('message', () =>
        socket.send(JSON.stringify({ type: 'ready', version: 1, replayBytes: 0, cols: 80, rows: 24 })),
      ),
    publish(event) {
      const parsed = serverEvent.parse(event);
      state = applyEvent(state, parsed);
      for (const page of pages) send(page, parsed);
    },
    goAway: stop,
    comeBack: () => listen(port),
    async [Symbol.asyncDispose]() {
      if (server.listening) await stop();
      terminals.close();
    },
  };
  return scripted;
}

export class Refusal {
  readonly code: ErrorCode;
  constructor(code: ErrorCode) {
    this.code = code;
  }
  body() {
    return { error: { code: this.code, message: `refused: ${this.code}` } };
  }
}

/** What a proxy in front of a server that is down replies. */
export class ProxyRefusal {}

const send = (reply: ServerResponse, event: ServerEvent) => reply.write(`data: ${JSON.stringify(event)}\n\n`);

function json(reply: ServerResponse, status: number, body: unknown) {
  reply.writeHead(status, { 'content-type': 'application/json' });
  reply.end(JSON.stringify(body));
}
