import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { closeCode } from '../../sandbox/contract/errors.ts';
import { outputWindowBytes } from '../../sandbox/contract/frames.ts';
import { type Session, session as sessionSchema } from '../../sandbox/contract/http.ts';
import type { SessionId } from '../../sandbox/contract/ids.ts';
import { sandboxName } from '../../sandbox/engine/labels.ts';
import { createLog } from '../../sandbox/log.ts';
import { createSignIn } from '../../sandbox/routes/sign-in.ts';
import { assembleServer, type Server } from '../../sandbox/startup/server.ts';
import { endEngine, hostDocker, type ReadyEngine, testSurroundings, useEngine } from '../support/engine.ts';
import { TerminalClient } from '../unit/support/terminal-client.ts';
import { until } from '../unit/support/until.ts';

// Sessions and terminals of the real server, in real sandboxes, through its own HTTP and sockets.
const root = join(import.meta.dirname, '../..');
const token = 'engine-test-token';
const { instance } = testSurroundings;
/** Asking more often than this would be slowed down by the rate limit. */
const pollMs = 200;

let engine: ReadyEngine;
let stateDir: string;
let server: Server;
let port: number;
const clients: TerminalClient[] = [];

beforeAll(async () => {
  engine = await useEngine();
});
afterAll(() => endEngine());

beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'drydock-server-'));
  await startServer();
});
afterEach(async () => {
  await stopServer();
  await rm(stateDir, { recursive: true, force: true });
});

async function startServer() {
  server = await assembleServer({
    settings: {
      host: '127.0.0.1',
      port: 0,
      instance,
      stateDir,
      cacheDir: testSurroundings.cacheDir,
      dockerHost: undefined,
      publicUrl: undefined,
      warmSandboxes: 0,
      limits: { freezeAfterMs: 3_600_000, stopAfterMs: 7_200_000, removeAfterMs: Infinity },
      logLevel: 'silent',
    },
    root,
    version: 'test',
    token,
    log: createLog('silent', { write: () => undefined }),
  });
  await server.app.listen({ host: '127.0.0.1', port: 0 });
  port = (server.app.server.address() as AddressInfo).port;
  server.preparation.setReady(engine.imageSource);
  await server.sessions.begin(engine.engine);
}

async function stopServer() {
  for (const client of clients.splice(0)) client.socket.terminate();
  await server[Symbol.asyncDispose]();
}

function headers(): Record<string, string> {
  const { cookieName, cookieValue } = createSignIn(instance, token);
  return { cookie: `${cookieName}=${cookieValue}`, origin: `http://127.0.0.1:${port}` };
}

async function ask(method: 'GET' | 'POST', path: string): Promise<Session> {
  const reply = await fetch(`http://127.0.0.1:${port}${path}`, { method, headers: headers() });
  return sessionSchema.parse(await reply.json());
}

const readySession = () =>
  until(async () => {
    const session = await ask('GET', '/api/session');
    if (session.state === 'failed') throw new Error(JSON.stringify(session.detail));
    return session.state === 'ready' && session;
  }, pollMs);

async function openTerminal(session: Session): Promise<TerminalClient> {
  const url = `ws://127.0.0.1:${port}/api/terminals/${session.terminals[0]?.id}`;
  const client = new TerminalClient(url, { headers: headers() });
  clients.push(client);
  await client.hello();
  return client;
}

async function type(client: TerminalClient, line: string): Promise<number | null | undefined> {
  const ends = () => client.controls.filter((each) => each.type === 'mark' && each.mark === 'command-end');
  const before = ends().length;
  client.socket.send(Buffer.from(`${line}\r`));
  await until(() => ends().length > before);
  const end = ends()[before];
  return end?.type === 'mark' ? end.exitCode : undefined;
}

const sandboxes = async () => (await engine.engine.list()).map((each) => each.session);

test('a leased sandbox has a terminal in which docker works, and marks say how commands end', async () => {
  expect((await ask('POST', '/api/session')).state).toBe('starting');
  const client = await openTerminal(await readySession());
  await until(() => client.controls.some((each) => each.type === 'mark' && each.mark === 'prompt'));
  expect(await type(client, 'docker version --format "engine {{.Server.Version}} 도커"')).toBe(0);
  expect(client.text).toMatch(/engine 2\d\.\d+\.\d+.* 도커/);
  expect(await type(client, 'docker image inspect no-such-image')).toBe(1);
  expect(client.log.filter((each) => typeof each !== 'string').map((each) => each.type)).not.toContain(
    'error',
  );
});

test('a slow client slows the shell down and loses nothing', async () => {
  await ask('POST', '/api/session');
  const client = await openTerminal(await readySession());
  const total = 3 * outputWindowBytes;
  client.socket.send(Buffer.from(`head -c ${total} /dev/zero | tr '\\0' x; echo; echo e""nd\r`));
  await until(() => client.bytes > outputWindowBytes - 128 * 1024);
  client.socket.ping();
  await new Promise((resolve) => client.socket.once('pong', resolve));
  expect(client.bytes).toBeLessThanOrEqual(outputWindowBytes);
  await until(() => {
    client.control({ type: 'ack', bytes: client.bytes });
    return client.text.includes('\r\nend\r\n');
  });
  expect(client.text.match(/x/g)?.length).toBeGreaterThanOrEqual(total);
});

test('a restarted server finds sandbox, shell and screen again', async () => {
  await ask('POST', '/api/session');
  const before = await readySession();
  const client = await openTerminal(before);
  await type(client, 'KEPT=answer-42; echo before the restart');
  await stopServer();
  await startServer();
  const after = await readySession();
  expect(after.id).toBe(before.id);
  const again = await openTerminal(after);
  await until(() => again.text.includes('before the restart\r\n'));
  expect(await type(again, 'echo $KEPT')).toBe(0);
  expect(again.text).toContain('\x07answer-42\r\n');
  expect(await sandboxes()).toEqual([before.id]);
});

test('reset ends the terminals, removes the sandbox and gives another', async () => {
  await ask('POST', '/api/session');
  const before = await readySession();
  const client = await openTerminal(before);
  await type(client, 'touch mine');
  expect((await ask('POST', '/api/session/reset')).state).toBe('resetting');
  expect(await client.end()).toEqual({ code: closeCode.sessionEnded, error: 'session-ended' });
  const after = await readySession();
  expect(after.id).not.toBe(before.id);
  expect(await sandboxes()).toEqual([after.id]);
  expect(await type(await openTerminal(after), 'ls mine')).toBe(2);
});

test('a sandbox that somebody else removes is told, and the next lease makes a new one', async () => {
  await ask('POST', '/api/session');
  const before = await readySession();
  const client = await openTerminal(before);
  await hostDocker()
    .getContainer(sandboxName(instance, before.id as SessionId))
    .remove({ force: true });
  const told = await until(async () => {
    const session = await ask('GET', '/api/session');
    return session.state === 'failed' && session;
  }, pollMs);
  expect(told.detail?.en[0]?.text).toMatch(/^Your sandbox has (disappeared|stopped)/);
  expect([closeCode.terminalFailed, closeCode.sessionEnded]).toContain((await client.end()).code);
  const { id } = await until(async () => {
    const session = await ask('POST', '/api/session');
    return session.state === 'ready' && session;
  }, pollMs);
  expect(await sandboxes()).toContain(id);
});

test('removes what a crash left, at the next start', async () => {
  await ask('POST', '/api/session');
  const { id } = await readySession();
  await stopServer();
  // As if the store had been lost: nobody knows the sandbox.
  await rm(stateDir, { recursive: true, force: true });
  await startServer();
  await until(async () => !(await sandboxes()).some((each) => each === id), pollMs);
});
