import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Session, session as sessionSchema } from '../../sandbox/contract/http.ts';
import { ManualClock } from './support/manual-clock.ts';
import {
  ask,
  errorCode,
  freezeAfterMs,
  lessonPath,
  startTestServer,
  type TestServer,
} from './support/server.ts';
import { TerminalClient } from './support/terminal-client.ts';
import { until } from './support/until.ts';

// What counts as a sign of the learner, asked over HTTP and sockets.
let clock: ManualClock;
let server: TestServer;
const clients: TerminalClient[] = [];

beforeEach(async () => {
  clock = new ManualClock();
  server = await startTestServer({ clock });
  await server.sessions.begin(server.engine);
  await post('/api/session');
  await is('ready');
  await post(`${lessonPath}/open`);
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.socket.terminate();
  await server[Symbol.asyncDispose]();
});

const post = (path: string) => ask(server, path, { method: 'POST', headers: server.headers, body: '{}' });
const state = () => server.sessions.current().state;
const is = (wanted: Session['state']) => until(() => state() === wanted);
async function current(): Promise<Session> {
  return sessionSchema.parse(
    JSON.parse((await ask(server, '/api/session', { headers: server.headers })).text),
  );
}
async function freezes() {
  clock.advance(freezeAfterMs);
  await is('frozen');
}
async function connect(): Promise<TerminalClient> {
  const id = server.sessions.current().terminals[0]?.id;
  const client = new TerminalClient(`ws://127.0.0.1:${server.port}/api/terminals/${id}`, {
    headers: { cookie: server.cookie, origin: server.url },
  });
  clients.push(client);
  return await client.opened();
}

test('looking at a frozen session, and opening its own lesson again, leave it frozen', async () => {
  await freezes();
  expect(await current()).toMatchObject({ state: 'frozen', terminals: [{}] });
  expect(errorCode(await post(`${lessonPath}/open`))).toBe('no-session');
  expect(state()).toBe('frozen');
});

test.each([
  ['a check', `${lessonPath}/steps/first/check`],
  ['a restart of the lesson', `${lessonPath}/restart`],
])('%s is answered in a sandbox that was frozen or stopped', async (_name, path) => {
  await freezes();
  expect((await post(path)).status).toBe(200);
  expect(state()).toBe('ready');
  await freezes();
  clock.advance(freezeAfterMs);
  await is('stopped');
  expect((await post(path)).status).toBe(200);
  expect(state()).toBe('ready');
});

test('opening a page goes on with a frozen session, and says so in its reply', async () => {
  await freezes();
  const reply = await post('/api/session');
  expect([reply.status, JSON.parse(reply.text).state]).toEqual([200, 'ready']);
});

test('the time left is told to who asks', async () => {
  clock.advance(freezeAfterMs - 60_000);
  expect((await current()).coming).toEqual({ change: 'frozen', inMs: 60_000 });
});

test('a key in a terminal that was open thaws, and reaches the shell', async () => {
  const client = await connect();
  await client.hello();
  await freezes();
  client.socket.send(Buffer.from('ls'));
  await is('ready');
  const [sandbox] = server.engine.sandboxes.values();
  await until(() => [...(sandbox?.shells.values() ?? [])][0]?.typed === 'ls');
});

test('a terminal that connects to a frozen sandbox waits for a key, and then has its shell', async () => {
  await freezes();
  const client = await connect();
  client.control({ type: 'hello', version: 1, cols: 80, rows: 24 });
  client.socket.ping();
  await new Promise((resolve) => client.socket.once('pong', resolve));
  expect([state(), client.log]).toEqual(['frozen', []]);
  client.socket.send(Buffer.from('x'));
  await client.waitFor('ready');
  expect(state()).toBe('ready');
});

test('a stopped sandbox closes its terminals', async () => {
  const client = await connect();
  await client.hello();
  await freezes();
  clock.advance(freezeAfterMs);
  expect(await client.end()).toEqual({ code: 4410, error: 'session-ended' });
  expect(state()).toBe('stopped');
});
