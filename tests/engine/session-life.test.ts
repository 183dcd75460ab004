import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Session } from '../../sandbox/contract/http.ts';
import { sandboxName } from '../../sandbox/engine/labels.ts';
import type { Sandbox } from '../../sandbox/engine/port.ts';
import { createEventBus } from '../../sandbox/sessions/event-bus.ts';
import { LocalSessions } from '../../sandbox/sessions/local-sessions.ts';
import { openDatabase } from '../../sandbox/store/database.ts';
import { createSessionStore } from '../../sandbox/store/session-store.ts';
import { endEngine, hostDocker, type ReadyEngine, testSurroundings, useEngine } from '../support/engine.ts';
import { newSession, succeed, TerminalReader } from '../support/sandbox.ts';
import { ManualClock } from '../unit/support/manual-clock.ts';
import { learner, temporaryFolder } from '../unit/support/store.ts';
import { until } from '../unit/support/until.ts';

// A session's life in real sandboxes; only its time is the test's.
const minute = 60_000;
const limits = { freezeAfterMs: 30 * minute, stopAfterMs: 60 * minute, removeAfterMs: 90 * minute };

let engine: ReadyEngine;
let clock: ManualClock;
let sessions: LocalSessions;
let cleanUp: AsyncDisposableStack;

beforeAll(async () => {
  engine = await useEngine();
});
afterAll(() => endEngine());

beforeEach(async () => {
  cleanUp = new AsyncDisposableStack();
  const folder = cleanUp.use(await temporaryFolder());
  clock = new ManualClock();
  const now = () => clock.now();
  const database = cleanUp.use(await openDatabase({ stateDir: folder.path, now }));
  const quiet = () => undefined;
  sessions = await LocalSessions.open({
    ...{ learner, clock, limits, warmSandboxes: 0, newId: newSession },
    store: createSessionStore(database),
    events: createEventBus(),
    log: { info: quiet, warn: console.warn, error: console.error },
    onReady: quiet,
    onStopped: quiet,
    onEnded: async () => undefined,
  });
  cleanUp.use(sessions);
  await sessions.begin(engine.engine);
  await sessions.lease();
  await is('ready');
});
afterEach(() => cleanUp.disposeAsync());

const is = (state: Session['state']) => until(() => sessions.current().state === state, 20);
const sandbox = (): Promise<Sandbox> => sessions.sandboxOf(sessions.readySession());
const hostContainer = async () => {
  const name = sandboxName(testSurroundings.instance, sessions.current().id ?? newSession());
  return (await hostDocker().getContainer(name).inspect()).State;
};

async function work(): Promise<void> {
  await succeed(
    await sandbox(),
    'echo kept > ~/note && docker commit $(docker create redis:7.0 true) mine:1',
  );
  await succeed(await sandbox(), 'docker run -d --name beating busybox:1.35 sleep 1000');
}

test('a frozen sandbox stands still with all that runs in it, and goes on where it was', async () => {
  await work();
  const id = 'main';
  const terminal = await (await sandbox()).attachTerminal(id, { cols: 80, rows: 24, nonce: 'nonce' });
  const shell = new TerminalReader(terminal);
  await shell.until('133;B');
  await shell.command('variable=still-here; sleep 1000 &');
  const pids = () => sandbox().then((each) => succeed(each, 'pgrep -x sleep | sort | xargs'));
  const before = await pids();

  clock.advance(30 * minute);
  await is('frozen');
  expect(await hostContainer()).toMatchObject({ Running: true, Paused: true });

  // A key of the learner, on the connection that was open all the time.
  terminal.input.write('echo $variable\n');
  sessions.touch(sessions.current().id ?? newSession());
  await shell.until('still-here');
  await is('ready');
  expect(await pids()).toBe(before);
  expect(await succeed(await sandbox(), 'cat ~/note; docker ps --format "{{.Names}}"')).toBe('kept\nbeating');
  await terminal[Symbol.asyncDispose]();
});

test('a stopped sandbox takes no memory, and has files, images and containers when it starts again', async () => {
  await work();
  clock.advance(30 * minute);
  await is('frozen');
  clock.advance(30 * minute);
  await is('stopped');
  expect(await hostContainer()).toMatchObject({ Running: false });
  const { id } = sessions.current();

  expect(await sessions.wake()).toBe(id);
  expect(await succeed(await sandbox(), 'cat ~/note; docker images -q mine | wc -l')).toBe('kept\n1');
  expect(await succeed(await sandbox(), 'docker start beating; docker ps --format "{{.Names}}"')).toBe(
    'beating\nbeating',
  );
});

test('a frozen sandbox can be reset, and a stopped one is removed in the end', async () => {
  const first = sessions.readySession();
  clock.advance(30 * minute);
  await is('frozen');
  await sessions.reset();
  await is('ready');
  const second = sessions.readySession();
  await expect(engine.engine.get(first)).rejects.toMatchObject({ code: 'not-found' });

  clock.advance(30 * minute);
  await is('frozen');
  clock.advance(30 * minute);
  await is('stopped');
  clock.advance(30 * minute);
  await is('failed');
  await until(async () => (await engine.engine.list()).every(({ session }) => session !== second), 50);
});
