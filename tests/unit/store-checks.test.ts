import { afterEach, beforeEach, expect, test } from 'vitest';
import type { CheckStore } from '../../sandbox/checks/check-store.ts';
import { lessonId, mistakeId, sessionId } from '../../sandbox/contract/ids.ts';
import type { EngineEvent } from '../../sandbox/engine/learner-engine.ts';
import { createCheckStore } from '../../sandbox/store/check-store.ts';
import { openDatabase } from '../../sandbox/store/database.ts';
import { createSessionStore, type SessionStore } from '../../sandbox/store/session-store.ts';
import { at, learner, lesson, session, temporaryFolder, verdictOf } from './support/store.ts';

let store: CheckStore;
let sessions: SessionStore;
let close: AsyncDisposableStack;

beforeEach(async () => {
  close = new AsyncDisposableStack();
  const folder = close.use(await temporaryFolder());
  const database = close.use(await openDatabase({ stateDir: folder.path, now: () => new Date(at) }));
  store = createCheckStore(database);
  sessions = createSessionStore(database);
  await sessions.beginSession({ id: session, learner, at });
});
afterEach(() => close.disposeAsync());

const begin = (id = lesson, contentHash = 'h1') =>
  store.beginRun({ session, lesson: id, contentHash, openedAt: at });
const save = (run: string, key: string, verdict = verdictOf('first'), contentHash = 'h1') =>
  store.saveVerdict({ key, run, contentHash, verdict });

test('a run has no start state until it is marked', async () => {
  const run = await begin();
  expect(await store.findRun(session, lesson)).toEqual(run);
  await store.markStartStateSet(run.id, { atNano: '1700000000000000001', engineLife: 'life' });
  await store.markEngineLife(run.id, 'next');
  expect((await store.findRun(session, lesson))?.startState).toEqual({
    atNano: '1700000000000000001',
    engineLife: 'next',
  });
});

test('one lesson of a session is open at a time', async () => {
  const first = await begin();
  const other = lessonId.parse('layers/rmi');
  const second = await begin(other);
  expect((await store.findCurrentRun(session))?.id).toBe(second.id);
  await store.makeCurrent(first.id);
  expect((await store.findCurrentRun(session))?.id).toBe(first.id);
  expect((await store.findRun(session, other))?.id).toBe(second.id);
});

test('beginning a lesson again forgets its earlier run, and progress stays', async () => {
  const run = await begin();
  await save(run.id, 'a');
  await store.saveEvents(run.id, [event(1)]);
  const again = await begin();
  expect(again.id).not.toBe(run.id);
  expect(await store.lastVerdicts(run.id)).toEqual([]);
  expect(await store.events(run.id)).toEqual([]);
  expect((await store.progressOf(session)).steps).toMatchObject([{ lesson, step: 'first', passedAt: at }]);
});

test('stores a verdict once for its key', async () => {
  const run = await begin();
  expect(await save(run.id, 'a', verdictOf('first', { status: 'not-yet' }))).toBe(true);
  expect(await save(run.id, 'a', verdictOf('first'))).toBe(false);
  expect(await store.lastVerdicts(run.id)).toEqual([verdictOf('first', { status: 'not-yet' })]);
  expect((await store.progressOf(session)).steps).toEqual([]);
});

test('gives the newest verdict of each step, even when the clock went back', async () => {
  const run = await begin();
  const earlier = '2026-01-01T00:00:00.000Z';
  await save(run.id, 'a', verdictOf('first', { status: 'not-yet' }));
  await save(run.id, 'b', verdictOf('second'));
  await save(run.id, 'c', verdictOf('first', { status: 'passed' }, earlier));
  expect(await store.lastVerdicts(run.id)).toEqual([
    verdictOf('second'),
    verdictOf('first', { status: 'passed' }, earlier),
  ]);
});

test('progress keeps the first pass of a step', async () => {
  const run = await begin();
  await save(run.id, 'a', verdictOf('first'), 'old-hash');
  await save(run.id, 'b', verdictOf('first', { status: 'passed' }, '2026-02-02T00:00:00.000Z'), 'new-hash');
  expect(await sessions.progressOfLearner(learner)).toEqual({
    steps: [{ lesson, step: 'first', passedAt: at, contentHash: 'old-hash' }],
  });
});

test('a mistake that was met outlives its run, once, with its newest diagnosis', async () => {
  const text = (said: string) => ({ ko: [{ kind: 'text' as const, text: said }], en: [] });
  const wrong = (said: string, time = at) =>
    verdictOf(
      'first',
      { status: 'mistake', mistake: mistakeId.parse('unchanged'), diagnosis: text(said) },
      time,
    );
  const later = '2026-02-02T00:00:00.000Z';
  await save((await begin()).id, 'a', wrong('old'));
  await save((await begin()).id, 'b', wrong('new', later));
  await sessions.endSession(session, at);
  await store.endRuns(session);
  expect(await sessions.mistakesOfLearner(learner)).toEqual({
    mistakes: [{ lesson, step: 'first', mistake: 'unchanged', diagnosis: text('new'), metAt: later }],
  });
});

test('keeps each event once and gives them in the order of their clock', async () => {
  const run = await begin();
  await store.saveEvents(run.id, [event(20), event(3)]);
  await store.saveEvents(run.id, [event(3), event(100)]);
  expect((await store.events(run.id)).map((each) => each.timeNano)).toEqual(['3', '20', '100']);
});

test('stores thousands of events in one call', async () => {
  const run = await begin();
  await store.saveEvents(
    run.id,
    Array.from({ length: 2_500 }, (_, index) => event(index)),
  );
  expect((await store.events(run.id)).length).toBe(2_500);
  await store.saveEvents(run.id, []);
});

test('keeps the first moment from which events were missed', async () => {
  const run = await begin();
  await store.markEventsMissed(run.id, at);
  await store.markEventsMissed(run.id, '2027-01-01T00:00:00.000Z');
  expect((await store.findRun(session, lesson))?.eventsMissedAt).toBe(at);
});

test('ending a session frees its runs and keeps progress', async () => {
  const run = await begin();
  await save(run.id, 'a');
  const next = sessionId.parse('nextsession12345');
  await sessions.beginSession({ id: next, learner, at });
  await store.endRuns(session);
  expect(await store.findRun(session, lesson)).toBeUndefined();
  expect((await store.progressOf(next)).steps.length).toBe(1);
  expect(await sessions.findSession(learner)).toMatchObject({ id: next, state: 'starting' });
});

test('a session that has ended does not come back', async () => {
  await sessions.markState(session, 'ready', at);
  expect(await sessions.findSession(learner)).toMatchObject({ state: 'ready', startedAt: at });
  await sessions.endSession(session, at);
  await sessions.markState(session, 'ready', at);
  expect(await sessions.findSession(learner)).toBeUndefined();
});

test('a verdict of a run that is gone is refused whole', async () => {
  const run = await begin();
  await store.endRuns(session);
  await expect(save(run.id, 'a')).rejects.toMatchObject({ name: 'StoreError' });
  expect((await store.progressOf(session)).steps).toEqual([]);
});

function event(nano: number): EngineEvent {
  return {
    type: 'image',
    action: 'tag',
    id: `sha256:${nano}`,
    attributes: { name: 'a:b' },
    timeNano: String(nano),
  };
}
