import { describe, expect, test } from 'vitest';
import {
  decideLife,
  idleWhenTakenOver,
  type LifeLimits,
  type LifeState,
} from '../../sandbox/sessions/session-life.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const limits: LifeLimits = { freezeAfterMs: 30 * minute, stopAfterMs: 24 * hour, removeAfterMs: 365 * day };

/** What follows when nobody has used it for this long. */
const unusedFor = (idleMs: number, state: LifeState = 'active', other = limits) =>
  decideLife(other, { state, lastActivityMs: 1_000, nowMs: 1_000 + idleMs });

describe('a session that is used', () => {
  test('stays active, and is looked at again when something is to be told', () => {
    expect(unusedFor(0)).toEqual({ next: 'active', lookAgainInMs: 28 * minute });
  });

  test.each(['frozen', 'stopped'] as const)('comes back when it was %s', (state) => {
    expect(unusedFor(0, state).next).toBe('active');
    expect(unusedFor(30 * minute - 1, state).next).toBe('active');
  });

  test('is not hurt by a clock that claims to have gone back', () => {
    expect(decideLife(limits, { state: 'active', lastActivityMs: 5_000, nowMs: 0 }).next).toBe('active');
  });
});

describe('each change', () => {
  test.each([
    ['active', 'frozen', 30 * minute, 2 * minute],
    ['frozen', 'stopped', 24 * hour, 30 * minute],
    ['stopped', 'removed', 365 * day, 7 * day],
  ] as const)('from %s to %s is told before and comes in time', (state, change, limit, notice) => {
    expect(unusedFor(limit - notice - 1, state)).toEqual({ next: state, lookAgainInMs: 1 });
    const told = unusedFor(limit - notice, state);
    expect(told).toMatchObject({ next: state, coming: { change, inMs: notice } });
    expect(told.lookAgainInMs).toBeLessThanOrEqual(notice);
    expect(unusedFor(limit - 1, state)).toMatchObject({ next: state, coming: { change, inMs: 1 } });
    expect(unusedFor(limit, state)).toEqual({ next: change, lookAgainInMs: 0 });
  });

  test('is told no longer than half of what comes before it', () => {
    const short = { freezeAfterMs: 1_000, stopAfterMs: 3_000, removeAfterMs: 9_000 };
    expect(unusedFor(499, 'active', short).coming).toBeUndefined();
    expect(unusedFor(500, 'active', short).coming).toEqual({ change: 'frozen', inMs: 500 });
    expect(unusedFor(1_999, 'frozen', short).coming).toBeUndefined();
    expect(unusedFor(2_000, 'frozen', short).coming).toEqual({ change: 'stopped', inMs: 1_000 });
  });

  test('is looked for once an hour at least: timers hold days only', () => {
    expect(unusedFor(2 * day, 'stopped').lookAgainInMs).toBe(hour);
    expect(unusedFor(358 * day, 'stopped').lookAgainInMs).toBe(hour);
  });

  test('never comes where it has no limit', () => {
    const never = { ...limits, removeAfterMs: Number.POSITIVE_INFINITY };
    expect(unusedFor(10_000 * day, 'stopped', never)).toEqual({ next: 'stopped', lookAgainInMs: hour });
  });
});

test('one that could not be frozen is stopped in time', () => {
  expect(unusedFor(24 * hour - 1).next).toBe('frozen');
  expect(unusedFor(24 * hour).next).toBe('stopped');
});

test.each(['active', 'frozen'] as const)('nothing is removed from %s: it was stopped before', (state) => {
  expect(unusedFor(1_000 * day, state).next).toBe('stopped');
});

describe('taken over from an earlier server', () => {
  test('it has been idle for as long as that one has seen', () => {
    expect(idleWhenTakenOver(limits, 5 * day)).toBe(5 * day);
  });

  test('its removal is told for a week, also when the limit has become shorter', () => {
    const shorter = { ...limits, removeAfterMs: 30 * day };
    const idleMs = idleWhenTakenOver(shorter, 300 * day);
    expect(unusedFor(idleMs, 'stopped', shorter).coming).toEqual({ change: 'removed', inMs: 7 * day });
  });

  test('without a limit its age is kept', () => {
    expect(idleWhenTakenOver({ ...limits, removeAfterMs: Number.POSITIVE_INFINITY }, 400 * day)).toBe(
      400 * day,
    );
  });
});
