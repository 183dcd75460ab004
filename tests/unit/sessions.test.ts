import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Clock } from '../../sandbox/checks/surroundings.ts';
import type { ServerEvent } from '../../sandbox/contract/events.ts';
import { type Session, session as sessionSchema } from '../../sandbox/contract/http.ts';
import { type SessionId, sessionId } from '../../sandbox/contract/ids.ts';
import { SandboxError } from '../../sandbox/engine/port.ts';
import { createEventBus } from '../../sandbox/sessions/event-bus.ts';
import { LocalSessions } from '../../sandbox/sessions/local-sessions.ts';
import { troubleTexts } from '../../sandbox/sessions/session-texts.ts';
import { openDatabase } from '../../sandbox/store/database.ts';
import { createSessionStore, type SessionStore } from '../../sandbox/store/session-store.ts';
import { StoreError } from '../../sandbox/store/store-error.ts';
import { FakeSandbox, FakeSandboxEngine } from './support/fake-sandbox.ts';
import { at, learner, temporaryFolder } from './support/store.ts';
import { until } from './support/until.ts';

/** Time stands still, and whoever waits goes on soon. */
const clock: Clock = {
  now: () => new Date(at),
  elapsedMs: () => 0,
  wait: (_ms, signal) => wait(2, undefined, { signal }),
};

let engine: FakeSandboxEngine;
let store: SessionStore;
let seen: Session[];
let ready: SessionId[];
let ended: SessionId[];
let warnings: string[];
let number: number;
let warmSandboxes: number;
let cleanUp: AsyncDisposableStack;
let sessions: LocalSessions;

beforeEach(async () => {
  cleanUp = new AsyncDisposableStack();
  const folder = cleanUp.use(await temporaryFolder());
  const database = cleanUp.use(await openDatabase({ stateDir: folder.path, now: () => new Date(at) }));
  store = createSessionStore(database);
  engine = new FakeSandboxEngine();
  number = 0;
  warmSandboxes = 0;
  await startServer();
});
afterEach(() => cleanUp.disposeAsync());

async function startServer() {
  [seen, ready, ended, warnings] = [[], [], [], []];
  const events = createEventBus();
  events.subscribe((event: ServerEvent) => {
    if (event.type === 'session') seen.push(sessionSchema.parse(event.session));
  });
  const log = (details: object, message: string) => warnings.push(`${message} ${JSON.stringify(details)}`);
  sessions = await LocalSessions.open({
    learner,
    store,
    events,
    clock,
    log: { info: log, warn: log, error: log },
    newId: () => sessionId.parse(`session${String(++number).padStart(9, '0')}`),
    warmSandboxes,
    limits: { freezeAfterMs: 60_000, stopAfterMs: 120_000, removeAfterMs: 180_000 },
    onStopped: () => undefined,
    onReady: (id) => ready.push(id),
    onEnded: async (id) => void ended.push(id),
  });
  cleanUp.use(sessions);
}

async function restartServer() {
  await sessions[Symbol.asyncDispose]();
  await startServer();
}

const state = () => sessions.current().state;
const states = () => seen.map((each) => each.state);
const isReady = () => until(() => state() === 'ready');
const detail = () =>
  sessions
    .current()
    .detail?.en.map((part) => part.text)
    .join('');

async function haveSandbox(): Promise<FakeSandbox> {
  await sessions.begin(engine);
  await sessions.lease();
  await isReady();
  const { id } = sessions.current();
  return await engine.get(id as SessionId);
}

test('a session asked for while the machine is prepared waits, and starts by itself', async () => {
  expect(state()).toBe('none');
  expect(await sessions.lease()).toEqual({ state: 'waiting', terminals: [] });
  expect(() => sessions.readySession()).toThrow(expect.objectContaining({ code: 'not-ready' }));
  await sessions.begin(engine);
  await isReady();
  expect(states()).toEqual(['waiting', 'starting', 'ready']);
  expect(ready).toEqual([sessions.readySession()]);
});

test('nothing is started for nobody', async () => {
  await sessions.begin(engine);
  expect(state()).toBe('none');
  expect(engine.sandboxes.size).toBe(0);
});

test('leasing twice leases once', async () => {
  await sessions.begin(engine);
  const [first, second] = await Promise.all([sessions.lease(), sessions.lease()]);
  expect(first.state).toBe('starting');
  expect(second.id).toBe(first.id);
  await isReady();
  expect((await sessions.lease()).state).toBe('ready');
  expect(engine.sandboxes.size).toBe(1);
});

test('says what is being done while it starts', async () => {
  await sessions.begin(engine);
  await sessions.lease();
  expect(detail()).toBe('Making a new sandbox and waiting for the Docker Engine in it to answer.');
  await isReady();
  expect(detail()).toBeUndefined();
});

test('a restarted server goes on with the same sandbox', async () => {
  const sandbox = await haveSandbox();
  await restartServer();
  expect(sessions.current()).toMatchObject({ id: sandbox.session, state: 'waiting' });
  await sessions.begin(engine);
  await isReady();
  expect(sessions.readySession()).toBe(sandbox.session);
  expect(await sessions.sandboxOf(sandbox.session)).toBe(sandbox);
  expect(sessions.current().startedAt).toBe(at);
  expect(engine.sandboxes.size).toBe(1);
});

test('a sandbox that was stopped meanwhile is started again', async () => {
  const sandbox = await haveSandbox();
  await restartServer();
  await sandbox.stop();
  await sessions.begin(engine);
  await isReady();
  expect(sandbox.status).toBe('running');
});

test('removes sandboxes that no session knows, and only those', async () => {
  const mine = await haveSandbox();
  await restartServer();
  const leftover = new FakeSandbox(sessionId.parse('leftover12345678'));
  const stubborn = new FakeSandbox(sessionId.parse('stubborn12345678'));
  stubborn.failure = new SandboxError('unknown', 'busy');
  for (const each of [leftover, stubborn]) engine.sandboxes.set(each.session, each);
  await sessions.begin(engine);
  await until(() => leftover.status === 'gone');
  await isReady();
  expect(mine.status).toBe('running');
  await until(() =>
    warnings.some((line) => line.includes('was not removed') && line.includes(stubborn.session)),
  );
});

test('a session that a crash caught while it started is made again', async () => {
  await store.beginSession({ id: sessionId.parse('halfway123456789'), learner, at });
  await startServer();
  await sessions.begin(engine);
  await isReady();
  expect(sessions.readySession()).toBe('halfway123456789');
});

test('tells that the sandbox of a stored session has disappeared, and a retry makes a new one', async () => {
  const old = await haveSandbox();
  await restartServer();
  engine.sandboxes.clear();
  await sessions.begin(engine);
  expect(sessions.current()).toMatchObject({ state: 'failed', terminals: [] });
  expect(sessions.current().id).toBeUndefined();
  expect(detail()).toBe(troubleTexts.gone.en);
  expect(ended).toEqual([old.session]);
  await sessions.lease();
  await isReady();
  expect(sessions.readySession()).not.toBe(old.session);
});

test('reset gives another sandbox and removes the old one', async () => {
  const old = await haveSandbox();
  const oldTerminal = sessions.current().terminals[0]?.id;
  seen = [];
  const reply = await sessions.reset();
  expect(reply.state).toBe('resetting');
  expect(reply.id).not.toBe(old.session);
  await isReady();
  expect(old.status).toBe('gone');
  expect(ended).toEqual([old.session]);
  expect(states()).toEqual(['resetting', 'resetting', 'ready']);
  expect(seen.map((each) => each.detail?.en[0]?.text.slice(0, 8))).toEqual([
    'Removing',
    'Making a',
    undefined,
  ]);
  expect(sessions.current().terminals[0]?.id).not.toBe(oldTerminal);
  expect(oldTerminal && sessions.findTerminal(oldTerminal)).toBeUndefined();
  await expect(sessions.sandboxOf(old.session)).rejects.toMatchObject({ code: 'no-session' });
});

/** One sandbox in use, and one that was made ahead. */
async function haveWarmOne() {
  warmSandboxes = 1;
  await restartServer();
  const used = await haveSandbox();
  await until(() => warnings.some((line) => line.startsWith('sandbox made ahead')));
  const warm = (await existing()).find((id) => id !== used.session) as SessionId;
  return { used, warm: await engine.get(warm) };
}
const existing = async () => (await engine.list()).map(({ session }) => session);

test('a sandbox made ahead serves the next session, and another takes its place', async () => {
  const { used, warm } = await haveWarmOne();
  await sessions.reset();
  await isReady();
  expect(sessions.readySession()).toBe(warm.session);
  await until(async () => used.status === 'gone' && (await existing()).length === 2);
  expect(ended).toEqual([used.session]);
});

test('a session begins with one made ahead where nothing new can be made', async () => {
  const { warm } = await haveWarmOne();
  const gate = Promise.withResolvers<void>();
  engine.creating = gate.promise;
  await sessions.reset();
  await isReady();
  expect(sessions.readySession()).toBe(warm.session);
  gate.resolve();
});

test('one that somebody removed is not given away', async () => {
  const { warm } = await haveWarmOne();
  await warm.remove();
  await sessions.reset();
  await isReady();
  expect(await sessions.sandboxOf(sessions.readySession())).not.toBe(warm);
});

test('what was made ahead for a server that is gone is removed', async () => {
  const { used } = await haveWarmOne();
  warmSandboxes = 0;
  await restartServer();
  await sessions.begin(engine);
  await until(async () => (await existing()).length === 1);
  expect(await existing()).toEqual([used.session]);
});

test('two resets at once are one', async () => {
  await haveSandbox();
  const [first, second] = await Promise.all([sessions.reset(), sessions.reset()]);
  expect(second.id).toBe(first.id);
  await isReady();
  expect(ended).toHaveLength(1);
});

test('reset while it starts gives up the one that starts', async () => {
  const gate = Promise.withResolvers<void>();
  engine.creating = gate.promise;
  await sessions.begin(engine);
  const first = await sessions.lease();
  const second = await sessions.reset();
  gate.resolve();
  await isReady();
  expect(sessions.readySession()).toBe(second.id);
  expect(engine.sandboxes.has(first.id as SessionId)).toBe(false);
  expect(states()).not.toContain('failed');
});

test('a sandbox that refuses to be removed does not stop a reset', async () => {
  const old = await haveSandbox();
  old.failure = new SandboxError('unknown', 'busy');
  await sessions.reset();
  await isReady();
  expect(sessions.readySession()).not.toBe(old.session);
  old.failure = undefined;
  await restartServer();
  await sessions.begin(engine);
  await until(() => old.status === 'gone');
});

test.each(['no-room', 'disk-full', 'learner-engine-failed', 'timed-out', 'unknown'] as const)(
  'says what to do about %s, and a retry works',
  async (code) => {
    await sessions.begin(engine);
    engine.failure = new SandboxError(code, 'CANARY');
    await sessions.lease();
    await until(() => state() === 'failed');
    expect(detail()).toBe(troubleTexts[code].en);
    expect(() => sessions.readySession()).toThrow(expect.objectContaining({ code: 'sandbox-failed' }));
    engine.failure = undefined;
    await sessions.lease();
    await isReady();
    expect(warnings.join()).not.toContain('CANARY');
  },
);

test('notices a sandbox that stops, and a retry goes on in it', async () => {
  const sandbox = await haveSandbox();
  await until(() => engine.watchers === 1);
  await sandbox.stop();
  engine.happen({ session: sandbox.session, change: 'stopped' });
  await until(() => state() === 'failed');
  expect(detail()).toBe(troubleTexts.stopped.en);
  await sessions.lease();
  await isReady();
  expect(sessions.readySession()).toBe(sandbox.session);
  expect(sandbox.status).toBe('running');
  expect(ended).toEqual([]);
});

test('notices a sandbox that is removed', async () => {
  const sandbox = await haveSandbox();
  await until(() => engine.watchers === 1);
  await sandbox.remove();
  engine.happen({ session: sandbox.session, change: 'removed' });
  await until(() => state() === 'failed');
  expect(detail()).toBe(troubleTexts.gone.en);
  await until(() => ended.length === 1);
});

test('tells of memory that ran out and goes on', async () => {
  const sandbox = await haveSandbox();
  await until(() => engine.watchers === 1);
  engine.happen({ session: sandbox.session, change: 'out-of-memory' });
  await until(() => detail()?.startsWith('Your sandbox ran out of memory'));
  expect(state()).toBe('ready');
  expect(await sessions.sandboxOf(sandbox.session)).toBe(sandbox);
});

test('events of other sandboxes change nothing', async () => {
  const sandbox = await haveSandbox();
  await until(() => engine.watchers === 1);
  engine.happen({ session: sessionId.parse('somebodyelse1234'), change: 'removed' });
  engine.happen({ session: sandbox.session, change: 'out-of-memory' });
  await until(() => detail() !== undefined);
  expect(state()).toBe('ready');
});

test('a host engine that dies is told, and the session comes back with it', async () => {
  const sandbox = await haveSandbox();
  await until(() => engine.watchers === 1);
  engine.failure = new SandboxError('engine-unreachable', 'no socket');
  engine.happen(undefined);
  await until(() => state() === 'failed');
  expect(detail()).toBe(troubleTexts['engine-unreachable'].en);
  engine.failure = undefined;
  await isReady();
  expect(sessions.readySession()).toBe(sandbox.session);
});

test('looks again after a break: what happened meanwhile was not heard', async () => {
  const sandbox = await haveSandbox();
  await until(() => engine.watchers === 1);
  await sandbox.stop();
  engine.happen(undefined);
  await until(() => state() === 'failed');
  expect(detail()).toBe(troubleTexts.stopped.en);
});

test('an engine that does not answer at the start is waited for', async () => {
  await haveSandbox();
  await restartServer();
  engine.failure = new SandboxError('engine-unreachable', 'no socket');
  await sessions.begin(engine);
  expect(detail()).toBe(troubleTexts['engine-unreachable'].en);
  engine.failure = undefined;
  await isReady();
});

test('a full disk refuses a reset and leaves everything as it was', async () => {
  const sandbox = await haveSandbox();
  const beginSession = store.beginSession;
  store.beginSession = async () => {
    throw new StoreError('disk-full', 'full');
  };
  await expect(sessions.reset()).rejects.toMatchObject({ code: 'disk-full' });
  expect(sessions.readySession()).toBe(sandbox.session);
  expect(sandbox.status).toBe('running');
  store.beginSession = beginSession;
  await sessions.reset();
  await isReady();
});

test('without an engine there is no session, and the reason has a name', async () => {
  sessions.setReadingOnly();
  await expect(sessions.lease()).rejects.toMatchObject({ name: 'SessionError', code: 'no-engine' });
  await expect(sessions.reset()).rejects.toMatchObject({ code: 'no-engine' });
  expect(() => sessions.readySession()).toThrow(expect.objectContaining({ code: 'no-engine' }));
  expect(state()).toBe('none');
});

test('ending the server leaves the sandbox and hears nothing more', async () => {
  const sandbox = await haveSandbox();
  await sessions[Symbol.asyncDispose]();
  expect(sandbox.status).toBe('running');
  expect(engine.watchers).toBe(0);
});
