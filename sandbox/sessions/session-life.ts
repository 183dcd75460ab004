import type { ComingChange } from '../contract/http.ts';

/**
 * The life of a session that has a sandbox: active; frozen (its processes stand still, and go on at once when the learner
 * comes back); stopped (processes have ended; files, images and containers stay); removed.
 */
export type LifeState = 'active' | 'frozen' | 'stopped';
type LifeChange = ComingChange['change'];

/** How long after the last activity each change comes, milliseconds, each longer than the one before. Infinity: never. */
export interface LifeLimits {
  freezeAfterMs: number;
  stopAfterMs: number;
  removeAfterMs: number;
}

export interface LifeDecision {
  /** The state in which the session should be now. */
  next: LifeState | 'removed';
  /** To be told to the learner from now on: what comes if they do not. */
  coming?: ComingChange;
  /** Nothing changes before; activity aside. */
  lookAgainInMs: number;
}

export interface LifeMoment {
  state: LifeState;
  /** Both by one clock that only goes forward. */
  lastActivityMs: number;
  nowMs: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** What is lost decides how long before a change is told: a moment, running programs, everything. */
const longestNoticeMs: Readonly<Record<LifeChange, number>> = {
  frozen: 2 * minuteMs,
  stopped: 30 * minuteMs,
  removed: 7 * 24 * hourMs,
};
/** Timers hold 24 days at most; and this bounds how much idle time a crash can forget. */
export const longestLookMs = hourMs;

/** Pure. One step at a time, so that nothing is removed that was not stopped, and seen so, before. */
export function decideLife(limits: LifeLimits, { state, lastActivityMs, nowMs }: LifeMoment): LifeDecision {
  const idleMs = Math.max(0, nowMs - lastActivityMs);
  if (state !== 'active' && idleMs < limits.freezeAfterMs) return { next: 'active', lookAgainInMs: 0 };
  // Freezing may have failed, or there was no time for it.
  if (state === 'active' && idleMs >= limits.stopAfterMs) return { next: 'stopped', lookAgainInMs: 0 };
  const change = changeAfter[state];
  const inMs = limitOf(limits, change) - idleMs;
  if (inMs <= 0) return { next: change, lookAgainInMs: 0 };
  const untilNoticeMs = inMs - noticeMs(limits, change);
  if (untilNoticeMs > 0) return { next: state, lookAgainInMs: Math.min(untilNoticeMs, longestLookMs) };
  return { next: state, coming: { change, inMs }, lookAgainInMs: Math.min(inMs, longestLookMs) };
}

/**
 * How long a session counts as idle when a server takes it over. Limits may have become shorter meanwhile: what is lost by
 * removal is told for its whole time beforehand all the same.
 */
export function idleWhenTakenOver(limits: LifeLimits, storedIdleMs: number): number {
  return Math.min(storedIdleMs, limits.removeAfterMs - noticeMs(limits, 'removed'));
}

const changeAfter: Readonly<Record<LifeState, LifeChange>> = {
  active: 'frozen',
  frozen: 'stopped',
  stopped: 'removed',
};

function limitOf(limits: LifeLimits, change: LifeChange): number {
  if (change === 'frozen') return limits.freezeAfterMs;
  return change === 'stopped' ? limits.stopAfterMs : limits.removeAfterMs;
}

/** Never longer than half of what a state lasts: a notice that always stands is none. */
function noticeMs(limits: LifeLimits, change: LifeChange): number {
  const begins = { frozen: 0, stopped: limits.freezeAfterMs, removed: limits.stopAfterMs }[change];
  return Math.min(longestNoticeMs[change], (limitOf(limits, change) - begins) / 2);
}
