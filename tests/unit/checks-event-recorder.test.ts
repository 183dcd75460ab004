import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { lookAtEngine } from '../../sandbox/checks/engine-life.ts';
import { EventRecorder } from '../../sandbox/checks/event-recorder.ts';
import { MemoryCheckStore } from '../support/memory-check-store.ts';
import { FakeSandbox, QuickClock } from './support/check-world.ts';

let machine: FakeSandbox;
let store: MemoryCheckStore;
let run: string;
let recorder: EventRecorder;
const heard = vi.fn();
const beginning = '1700000000000000000';

beforeEach(async () => {
  machine = new FakeSandbox();
  store = new MemoryCheckStore();
  const openedAt = '2026-01-02T03:04:05.000Z';
  const begun = { session: 's', lesson: 'l', contentHash: 'h', openedAt } as never;
  run = (await store.beginRun(begun)).id;
  await store.markStartStateSet(run, { atNano: beginning, engineLife: '1.7.42' });
  heard.mockClear();
  recorder = await listen();
});
afterEach(() => recorder[Symbol.asyncDispose]());

async function listen(): Promise<EventRecorder> {
  const begun = new EventRecorder(
    {
      run,
      store,
      engine: machine.engine,
      lookAtEngine: (signal) => lookAtEngine(machine.sandbox, signal),
      clock: new QuickClock(),
      log: { info: () => {}, warn: () => {}, error: () => {} },
      onEvent: heard,
    },
    {
      life: await lookAtEngine(machine.sandbox, new AbortController().signal),
      earlier: await store.events(run),
      missed: false,
    },
  );
  begun.start(beginning);
  await vi.waitFor(() => expect(machine.listening).toBe(1));
  return begun;
}

const actions = () => recorder.after('0').map((event) => event.action);
/** The recorder has come back after a connection that ended. */
const listensAgain = () => vi.waitFor(() => expect(machine.listening).toBe(1));

describe('events', () => {
  test('are heard, kept and told in their order', async () => {
    machine.happens('tag');
    const second = machine.happens('untag');
    await vi.waitFor(() => expect(actions()).toEqual(['tag', 'untag']));
    expect(heard).toHaveBeenCalledTimes(2);
    await vi.waitFor(async () => expect(await store.events(run)).toHaveLength(2));
    expect(recorder.after(second.timeNano)).toEqual([]);
    expect(recorder.after(String(BigInt(second.timeNano) - 1n))).toEqual([second]);
  });

  test('are kept once when the engine repeats them', async () => {
    machine.happens('tag');
    await vi.waitFor(() => expect(actions()).toEqual(['tag']));
    machine.breaksOff({ restarts: false });
    machine.happens('untag');
    await vi.waitFor(() => expect(actions()).toEqual(['tag', 'untag']));
    expect(recorder.missed).toBe(false);
    await vi.waitFor(async () => expect(await store.events(run)).toHaveLength(2));
  });

  test('end with the recorder', async () => {
    await recorder[Symbol.asyncDispose]();
    expect(machine.listening).toBe(0);
    await recorder[Symbol.asyncDispose]();
  });
});

describe('nothing is missing', () => {
  test('when the engine was restarted while it was listened to', async () => {
    machine.happens('tag');
    await vi.waitFor(() => expect(actions()).toEqual(['tag']));
    machine.breaksOff({ restarts: true });
    machine.happens('untag');
    await vi.waitFor(() => expect(actions()).toEqual(['tag', 'untag']));
    expect(recorder.missed).toBe(false);
    expect((await store.findRun('s', 'l'))?.startState?.engineLife).toBe('2.7.42');
  });

  test('when nothing happened for a while', async () => {
    machine.breaksOff({ restarts: false });
    await listensAgain();
    machine.happens('tag');
    await vi.waitFor(() => expect(actions()).toEqual(['tag']));
    expect(recorder.missed).toBe(false);
  });
});

describe('something may be missing', () => {
  test('when more happened unheard than the engine remembers', async () => {
    machine.happens('tag');
    await vi.waitFor(() => expect(actions()).toEqual(['tag']));
    await recorder[Symbol.asyncDispose]();
    for (let count = 0; count < 300; count += 1) machine.happens('pull');
    recorder = await listen();
    await vi.waitFor(() => expect(recorder.missed).toBe(true));
    expect((await store.findRun('s', 'l'))?.eventsMissedAt).toBeDefined();
  });

  test('when that was so before anything was heard', async () => {
    await recorder[Symbol.asyncDispose]();
    for (let count = 0; count < 300; count += 1) machine.happens('pull');
    recorder = await listen();
    await vi.waitFor(() => expect(recorder.missed).toBe(true));
  });

  test('when more happens than a lesson can have to do with', async () => {
    for (let count = 0; count < 5_001; count += 1) machine.happens('pull');
    await vi.waitFor(() => expect(recorder.missed).toBe(true));
    expect(recorder.after('0')).toHaveLength(5_000);
  });
});
