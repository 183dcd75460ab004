import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ServerEvent } from '../../sandbox/contract/events.ts';
import { type Session, session as sessionSchema } from '../../sandbox/contract/http.ts';
import { type SessionId, sessionId } from '../../sandbox/contract/ids.ts';
import { SandboxError } from '../../sandbox/engine/port.ts';
import { createEventBus } from '../../sandbox/sessions/event-bus.ts';
import { LocalSessions } from '../../sandbox/sessions/local-sessions.ts';
import type { LifeLimits } from '../../sandbox/sessions/session-life.ts';
import { stoppedText, troubleTexts } from '../../sandbox/sessions/session-texts.ts';
import { openDatabase } from '../../sandbox/store/database.ts';
import { createSessionStore, type SessionStore } from '../../sandbox/store/session-store.ts';
import { type FakeSandbox, FakeSandboxEngine } from './support/fake-sandbox.ts';
import { ManualClock } from './support/manual-clock.ts';
import { at, learner, temporaryFolder } from './support/store.ts';
import { until } from './support/until.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const usual: LifeLimits = { freezeAfterMs: 30 * minute, stopAfterMs: day, removeAfterMs: 365 * day };

let limits: LifeLimits;
let clock: ManualClock;
let engine: FakeSandboxEngine;
let store: SessionStore;
let seen: Session[];
let stopped: SessionId[];
let ended: SessionId[];
let logged: string[];
let number: number;
let cleanUp: AsyncDisposableStack;
let sessions: LocalSessions;
let sandbox: FakeSandbox;

beforeEach(async () => {
  cleanUp = new AsyncDisposableStack();
  const folder = cleanUp.use(await temporaryFolder());
  const database = cleanUp.use(await openDatabase({ stateDir: folder.path, now: () => new Date(at) }));
  store = createSessionStore(database);
  [limits, clock, engine, number] = [usual, new ManualClock(), new FakeSandboxEngine(), 0];
  await startServer();
  await sessions.begin(engine);
  await sessions.lease();
  await is('ready');
  sandbox = await engine.get(sessions.readySession());
});
afterEach(() => cleanUp.disposeAsync());

async function startServer() {
  [seen, stopped, ended, logged] = [[], [], [], []];
  const events = createEventBus();
  events.subscribe((event: ServerEvent) => {
    if (event.type === 'session') seen.push(sessionSchema.parse(event.session));
  });
  const log = (details: object, message: string) => logged.push(`${message} ${JSON.stringify(details)}`);
  sessions = await LocalSessions.open({
    ...{ learner, store, events, clock, limits, warmSandboxes: 0 },
    log: { info: log, warn: log, error: log },
    newId: () => sessionId.parse(`session${String(++number).padStart(9, '0')}`),
    onReady: () => undefined,
    onStopped: (id) => stopped.push(id),
    onEnded: async (id) => void ended.push(id),
  });
  cleanUp.use(sessions);
}

/** A server that ended in good order, and the next one. */
async function restartServer() {
  await sessions[Symbol.asyncDispose]();
  clock = new ManualClock();
  await startServer();
  await sessions.begin(engine);
}

const state = () => sessions.current().state;
const is = (wanted: Session['state']) => until(() => state() === wanted);
const detail = () => sessions.current().detail?.en.map(({ text }) => text);
const lastTold = () => seen.at(-1)?.coming ?? undefined;
const stored = () => store.findSession(learner);

async function rests(as: 'frozen' | 'stopped') {
  clock.advance(30 * minute);
  await is('frozen');
  await until(async () => (await stored())?.life === 'frozen');
  if (as === 'frozen') return;
  clock.advance(day - 30 * minute);
  await is('stopped');
  await until(async () => (await stored())?.life === 'stopped');
}

describe('a session that nobody uses', () => {
  test('is frozen after its time, told before, and its terminal stays to be looked at', async () => {
    const terminals = sessions.current().terminals;
    clock.advance(28 * minute);
    await until(() => lastTold());
    expect(lastTold()).toEqual({ change: 'frozen', inMs: 2 * minute });
    clock.advance(minute);
    expect(sessions.current().coming).toEqual({ change: 'frozen', inMs: minute });
    clock.advance(minute);
    await is('frozen');
    expect(sandbox.status).toBe('frozen');
    expect(sessions.current().terminals).toEqual(terminals);
    expect(terminals[0] && sessions.findTerminal(terminals[0].id)).toBeDefined();
    expect(() => sessions.readySession()).toThrow(expect.objectContaining({ code: 'no-session' }));
  });

  test('is stopped later: its shells end, its work stays', async () => {
    await rests('frozen');
    clock.advance(day - 60 * minute);
    await until(() => lastTold());
    expect(lastTold()).toEqual({ change: 'stopped', inMs: 30 * minute });
    clock.advance(30 * minute);
    await is('stopped');
    expect(sandbox.status).toBe('stopped');
    expect(stopped).toEqual([sandbox.session]);
    expect(ended).toEqual([]);
    expect(detail()).toEqual([stoppedText.en]);
    expect(sessions.current().terminals).toEqual([]);
  });

  test('is removed in the end, told a week before, and the next one is another', async () => {
    await rests('stopped');
    clock.advance(357 * day);
    await until(() => lastTold());
    expect(lastTold()).toEqual({ change: 'removed', inMs: 7 * day });
    expect(sandbox.status).toBe('stopped');
    clock.advance(7 * day);
    await is('failed');
    await until(() => sandbox.status === 'gone');
    expect(detail()).toEqual([troubleTexts.expired.en]);
    expect(sessions.current().id).toBeUndefined();
    expect(ended).toEqual([sandbox.session]);
    expect(await stored()).toBeUndefined();
    await sessions.lease();
    await is('ready');
    expect(sessions.readySession()).not.toBe(sandbox.session);
  });

  test('is not made older by a clock that somebody sets', async () => {
    clock.timeOfDayMs += 4_000 * day;
    clock.advance(29 * minute);
    await until(() => lastTold());
    expect(lastTold()).toEqual({ change: 'frozen', inMs: minute });
    expect(state()).toBe('ready');
    clock.timeOfDayMs -= 8_000 * day;
    clock.advance(minute);
    await is('frozen');
  });
});

describe('activity', () => {
  const deeds = {
    'a key': () => sessions.touch(sandbox.session),
    'opening a page': () => sessions.lease(),
    'a check': () => sessions.wake(),
  };

  test.each(Object.entries(deeds))('puts off what was told: %s', async (_name, act) => {
    clock.advance(29 * minute);
    await until(() => lastTold());
    await act();
    await until(() => lastTold() === undefined);
    clock.advance(27 * minute);
    expect(sessions.current()).not.toHaveProperty('coming');
    clock.advance(3 * minute);
    await is('frozen');
  });

  test.each(Object.entries(deeds))('thaws at once: %s', async (_name, act) => {
    await rests('frozen');
    seen = [];
    await act();
    await is('ready');
    expect(seen.map((each) => each.state)).toEqual(['ready']);
    expect(sandbox.status).toBe('running');
    await until(async () => (await stored())?.life === 'active');
    expect((await stored())?.idleMs).toBe(0);
  });

  test.each(Object.entries(deeds))('starts what was stopped, with its work: %s', async (_name, act) => {
    await rests('stopped');
    await act();
    await is('ready');
    expect(sessions.readySession()).toBe(sandbox.session);
    expect(sandbox.status).toBe('running');
    expect(engine.sandboxes.size).toBe(1);
  });

  test('a check waits until the sandbox can be asked', async () => {
    await rests('frozen');
    expect(await sessions.wake()).toBe(sandbox.session);
    expect(state()).toBe('ready');
  });

  test('many keys at once thaw once', async () => {
    await rests('frozen');
    const before = sandbox.starts;
    for (let key = 0; key < 50; key++) sessions.touch(sandbox.session);
    await is('ready');
    clock.advance(minute);
    await sessions.wake();
    expect(sandbox.starts).toBe(before + 1);
  });

  test('output of a program keeps a session awake, and wakes none', async () => {
    clock.advance(29 * minute);
    sessions.printed(sandbox.session);
    clock.advance(29 * minute);
    await until(() => lastTold());
    expect(state()).toBe('ready');
    clock.advance(minute);
    await is('frozen');
    sessions.printed(sandbox.session);
    clock.advance(minute);
    await sessions.reset().then(() => is('ready'));
    expect(seen.filter((each) => each.id === sandbox.session).at(-1)?.state).toBe('frozen');
  });

  test('of another session changes nothing', async () => {
    clock.advance(29 * minute);
    await until(() => lastTold());
    sessions.touch(sessionId.parse('somebodyelse1234'));
    sessions.printed(sessionId.parse('somebodyelse1234'));
    clock.advance(minute);
    await is('frozen');
  });

  test('that comes while it is being frozen undoes it', async () => {
    const gate = Promise.withResolvers<void>();
    sandbox.resting = gate.promise;
    clock.advance(30 * minute);
    const woken = sessions.wake();
    gate.resolve();
    expect(await woken).toBe(sandbox.session);
    await is('ready');
    expect(sandbox.status).toBe('running');
  });

  test('of a frozen sandbox that cannot be thawed is told, and a retry works', async () => {
    await rests('frozen');
    sandbox.failure = new SandboxError('engine-unreachable', 'no socket');
    await expect(sessions.wake()).rejects.toMatchObject({ code: 'sandbox-failed' });
    expect(detail()).toEqual([troubleTexts['engine-unreachable'].en]);
    sandbox.failure = undefined;
    await sessions.lease();
    await is('ready');
  });
});

describe('what waits for a session to be awake', () => {
  test('goes on at once when it is', async () => {
    await sessions.awake(sandbox.session);
    await sessions.awake(sessionId.parse('somebodyelse1234'));
  });

  test('goes on when the learner comes back, and does not call for them', async () => {
    await rests('frozen');
    let awake = false;
    const waiting = sessions.awake(sandbox.session).then(() => {
      awake = true;
    });
    clock.advance(60 * minute);
    await until(async () => (await stored())?.idleMs === 90 * minute);
    expect([awake, state()]).toEqual([false, 'frozen']);
    sessions.touch(sandbox.session);
    await waiting;
    expect(state()).toBe('ready');
  });

  test('can be told not to', async () => {
    await rests('frozen');
    const ending = new AbortController();
    const waiting = sessions.awake(sandbox.session, ending.signal);
    ending.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('a restarted server', () => {
  test('leaves a frozen session frozen, and goes on counting', async () => {
    await rests('frozen');
    clock.advance(60 * minute);
    await restartServer();
    await is('frozen');
    expect(sandbox.status).toBe('frozen');
    clock.advance(day - 90 * minute);
    await is('stopped');
  });

  test('finds one stopped that the host engine has ended meanwhile, and does not start it for nobody', async () => {
    await rests('frozen');
    sandbox.status = 'stopped';
    await restartServer();
    await is('stopped');
    const { starts } = sandbox;
    await sessions.lease();
    await is('ready');
    expect(sandbox.starts).toBe(starts + 1);
  });

  test('takes up at once what somebody waits for already', async () => {
    await rests('stopped');
    await sessions[Symbol.asyncDispose]();
    await startServer();
    expect((await sessions.lease()).state).toBe('waiting');
    await sessions.begin(engine);
    await is('ready');
    expect(sessions.readySession()).toBe(sandbox.session);
  });

  test('goes on with one that was in use, and knows how long it was not', async () => {
    clock.advance(20 * minute);
    await restartServer();
    await is('ready');
    clock.advance(9 * minute);
    await until(() => lastTold());
    expect(lastTold()).toEqual({ change: 'frozen', inMs: minute });
  });

  test('does not count the time without a server', async () => {
    await rests('stopped');
    clock.timeOfDayMs += 1_000 * day;
    await restartServer();
    await is('stopped');
    expect(sessions.current()).not.toHaveProperty('coming');
    expect((await stored())?.idleMs).toBe(day);
  });

  test('with a shorter limit tells for a week before it removes', async () => {
    await rests('stopped');
    clock.advance(100 * day);
    limits = { ...usual, removeAfterMs: 30 * day };
    await restartServer();
    await is('stopped');
    expect(sessions.current().coming).toEqual({ change: 'removed', inMs: 7 * day });
    expect(sandbox.status).toBe('stopped');
  });
});

describe('the host engine', () => {
  const happens = async (change: 'stopped' | 'removed') => {
    await until(() => engine.watchers === 1);
    engine.happen({ session: sandbox.session, change });
  };

  test('that stops a frozen sandbox has made it a stopped one, which is no trouble', async () => {
    await rests('frozen');
    sandbox.status = 'stopped';
    await happens('stopped');
    await is('stopped');
    expect(detail()).toEqual([stoppedText.en]);
  });

  test.each(['frozen', 'stopped'] as const)('that removes a %s one is noticed', async (life) => {
    await rests(life);
    await sandbox.remove();
    await happens('removed');
    await is('failed');
    expect(detail()).toEqual([troubleTexts.gone.en]);
  });

  test('that is away leaves a session at rest', async () => {
    await rests('frozen');
    await until(() => engine.watchers === 1);
    engine.failure = new SandboxError('engine-unreachable', 'no socket');
    engine.happen(undefined);
    await until(() => {
      clock.advance(1_000);
      return logged.some((line) => line.startsWith('host engine does not answer'));
    });
    expect(state()).toBe('frozen');
  });

  test('in which somebody has frozen the sandbox of a learner at work does not stop them', async () => {
    await until(() => engine.watchers === 1);
    sandbox.status = 'frozen';
    engine.happen(undefined);
    await until(() => {
      clock.advance(1_000);
      return sandbox.status === 'running';
    });
    await is('ready');
  });

  test('that cannot freeze is asked again, and may stop it in the end', async () => {
    sandbox.failure = new SandboxError('unknown', 'CANARY');
    clock.advance(30 * minute);
    await until(() => logged.some((line) => line.startsWith('a session was not frozen')));
    expect(state()).toBe('ready');
    sandbox.failure = undefined;
    clock.advance(10 * minute);
    await is('frozen');
    expect(logged.join()).not.toContain('CANARY');
  });
});

test('a frozen session can be reset', async () => {
  await rests('frozen');
  await sessions.reset();
  await is('ready');
  expect(sessions.readySession()).not.toBe(sandbox.session);
  expect(sandbox.status).toBe('gone');
});
