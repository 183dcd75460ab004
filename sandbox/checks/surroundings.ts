import { setTimeout as wait } from 'node:timers/promises';

/** Time, passed in so that tests own it. */
export interface Clock {
  /** The time of day, which somebody may set. */
  now(): Date;
  /** Milliseconds since some moment. Only goes forward, whatever happens to the time of day: what durations are measured by. */
  elapsedMs(): number;
  /** Resolves after `ms`; rejects with the signal's reason when it aborts first. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  elapsedMs: () => performance.now(),
  wait: (ms, signal) => wait(ms, undefined, { signal }),
};

/** The part of pino that checks use. Details hold ids and codes, never what a learner typed or named. */
export interface Log {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** What the log may know of an error: messages can hold what a learner named. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : error.name;
}

/** Where an error arose, in our own files, without its message. */
export function placeOf(error: unknown): string | undefined {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return /((?:file:\/\/)?\/[^\s()]+:\d+:\d+)/.exec(stack)?.[1];
}
