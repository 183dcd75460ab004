import { mkdir, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { join } from 'node:path';
import { buildApp } from '../../../sandbox/app.ts';
import { CheckError, type CheckRunner } from '../../../sandbox/checks/runner.ts';
import { type Clock, systemClock } from '../../../sandbox/checks/surroundings.ts';
import type { OpenLesson } from '../../../sandbox/contract/http.ts';
import { type LessonId, lessonId, sessionId } from '../../../sandbox/contract/ids.ts';
import { createLog } from '../../../sandbox/log.ts';
import type { App } from '../../../sandbox/routes/app-types.ts';
import { createSignIn, type SignIn } from '../../../sandbox/routes/sign-in.ts';
import { createEventBus, type EventBus } from '../../../sandbox/sessions/event-bus.ts';
import { LocalSessions } from '../../../sandbox/sessions/local-sessions.ts';
import { PreparationBoard } from '../../../sandbox/sessions/preparation-board.ts';
import { openDatabase } from '../../../sandbox/store/database.ts';
import { createSessionStore, type SessionStore } from '../../../sandbox/store/session-store.ts';
import { Terminals } from '../../../sandbox/terminal/terminals.ts';
import { FakeSandboxEngine } from './fake-sandbox.ts';
import { learner, lesson, temporaryFolder, verdictOf } from './store.ts';

export const token = 'launch-token-CANARYTOKEN-0123456789abcdefghijklmn';

/** A session rests after this; its clock is the server's. */
export const freezeAfterMs = 3_600_000;

export const pages: Record<string, string> = {
  'index.html': '<!doctype html><script>theme()</script><p>home',
  'lessons/layers/commit/index.html': '<p>commit<script type="module">start()</script>',
  'en/index.html': '<p>english home',
  '404.html': '<p>없어요',
  'en/404.html': '<p>not here',
  '_astro/page.abc123.js': 'export {};',
  'favicon.svg': '<svg/>',
  '.drydock-site': 'a stamp',
};

/** Lessons without Docker behind them, with the refusals of the real one. */
export class FakeRunner implements CheckRunner {
  readonly calls: string[] = [];
  lesson: OpenLesson | undefined;
  /** Thrown by what is asked next. */
  failure: Error | undefined;

  async open(session: string, id: LessonId): Promise<OpenLesson> {
    this.#know(id);
    this.calls.push(`open ${session} ${id}`);
    this.lesson = { lesson: id, state: 'open', contentHash: 'h', currentStep: null, verdicts: [] };
    return this.lesson;
  }
  async restart(session: string, id: LessonId): Promise<OpenLesson> {
    this.calls.push(`restart ${session} ${id}`);
    return this.open(session, id);
  }
  async resume(session: string) {
    this.calls.push(`resume ${session}`);
    return undefined;
  }
  current() {
    return this.lesson;
  }
  async settled() {
    return this.lesson;
  }
  commandEnded(session: string): void {
    this.calls.push(`command ${session}`);
  }
  async check(session: string, id: LessonId, step: string) {
    this.#know(id);
    if (this.lesson?.lesson !== id) throw new CheckError('lesson-not-open', `CANARY ${id}`);
    this.calls.push(`check ${session} ${id} ${step}`);
    return verdictOf(step);
  }
  hint(id: LessonId, step: string, index: number, language: string) {
    this.#know(id);
    if (step !== 'first') throw new CheckError('unknown-step', `CANARY ${step}`);
    if (index > 1) throw new CheckError('not-found', 'no such hint');
    return { index, total: 2, hint: [{ kind: 'text' as const, text: `${language} ${index}` }] };
  }
  solution(id: LessonId) {
    this.#know(id);
    return { commands: ['docker ps'] };
  }
  async sessionEnded(session: string) {
    this.calls.push(`ended ${session}`);
  }
  async [Symbol.asyncDispose]() {}

  #know(id: LessonId): void {
    if (this.failure) throw this.failure;
    if (id !== lesson) throw new CheckError('unknown-lesson', `CANARY ${id}`);
  }
}

export interface TestServer extends AsyncDisposable {
  app: App;
  port: number;
  url: string;
  /** Of a page of ours, signed in. */
  headers: Record<string, string>;
  cookie: string;
  signIn: SignIn;
  engine: FakeSandboxEngine;
  runner: FakeRunner;
  sessions: LocalSessions;
  store: SessionStore;
  preparation: PreparationBoard;
  events: EventBus;
  /** All that was logged. */
  logged(): string;
  distDir: string;
}

/** The real server with our own ports faked: no Docker, no lessons. */
export async function startTestServer(
  options: { distDir?: string; publicUrl?: URL; clock?: Clock } = {},
): Promise<TestServer> {
  const stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryFolder());
  const database = stack.use(await openDatabase({ stateDir: folder.path, now: () => new Date() }));
  const distDir = options.distDir ?? join(folder.path, 'dist');
  if (!options.distDir) await writePages(distDir);
  const lines: string[] = [];
  const log = createLog('trace', { write: (line) => void lines.push(line) });
  const events = createEventBus();
  const preparation = new PreparationBoard(events);
  const runner = new FakeRunner();
  const store = createSessionStore(database);
  let number = 0;
  const sessions = stack.use(
    await LocalSessions.open({
      learner,
      store,
      events,
      clock: options.clock ?? systemClock,
      log,
      warmSandboxes: 0,
      limits: { freezeAfterMs, stopAfterMs: 2 * freezeAfterMs, removeAfterMs: Number.POSITIVE_INFINITY },
      newId: () => sessionId.parse(`session${String(++number).padStart(9, '0')}`),
      onReady: (id) => void runner.resume(id),
      onStopped: (id) => terminals.endSession(id),
      onEnded: async (id) => {
        terminals.endSession(id);
        await runner.sessionEnded(id);
      },
    }),
  );
  const terminals = new Terminals({
    async sandboxOf(id) {
      await sessions.awake(id);
      return await sessions.sandboxOf(id);
    },
    commandEnded: (id) => runner.commandEnded(id),
    typed: (id) => sessions.touch(id),
    printed: (id) => sessions.printed(id),
    elapsedMs: () => performance.now(),
    nonceKey: token,
    now: () => new Date(),
    log,
  });
  const signIn = createSignIn('test', token);
  const parts = { signIn, preparation, sessions, runner, terminals, events, log, distDir };
  const app = await buildApp({
    ...parts,
    version: '1.2.3',
    release: 'abc',
    ...(options.publicUrl && { publicUrl: options.publicUrl }),
  });
  stack.defer(() => app.close());
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  const cookie = `${signIn.cookieName}=${signIn.cookieValue}`;
  return {
    ...{ app, port, url, cookie, signIn, runner, sessions, store, preparation, events, distDir },
    engine: new FakeSandboxEngine(),
    headers: { cookie, origin: url, 'content-type': 'application/json' },
    logged: () => lines.join(''),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

async function writePages(folder: string): Promise<void> {
  for (const [name, text] of Object.entries(pages)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

export interface Reply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** A request with exactly these headers: `fetch` refuses to forge Host, Origin and Cookie. */
export function ask(
  server: TestServer,
  path: string,
  options: { method?: string; headers?: Record<string, string | string[]>; body?: string } = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port: server.port, path, method: options.method ?? 'GET', agent: false },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => {
          text += chunk.toString();
        });
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        );
      },
    );
    request.on('error', reject);
    for (const [name, value] of Object.entries(options.headers ?? {})) request.setHeader(name, value);
    request.end(options.body);
  });
}

/** Raw bytes to the server and everything that it answers until it closes. */
export function askRaw(server: TestServer, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.write(bytes));
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk.toString();
    });
    socket.on('close', () => resolve(text));
    socket.on('error', reject);
  });
}

/** The code in the contract's error body. */
export function errorCode(reply: Reply): string {
  return JSON.parse(reply.text).error.code;
}

export const lessonPath = `/api/lessons/${lessonId.parse('layers/commit')}`;
