import { setTimeout as wait } from 'node:timers/promises';

/** Time, passed in so that tests own it. */
export interface Clock {
  now(): Date;
  /** Resolves after `ms`; rejects with the signal's reason when it aborts first. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  wait: (ms, signal) => wait(ms, undefined, { signal }),
};

/** The part of pino that checks use. Details hold ids and codes, never what a learner typed or named. */
export interface Log {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}
