import * as z from 'zod/mini';
import type { LifeLimits } from '../sessions/session-life.ts';

/** How long a session may be unused, as the environment says it. */
export const limitVariables = {
  DRYDOCK_FREEZE_AFTER_MINUTES: z
    ._default(z.string(), '30')
    .check(z.refine((text) => isBetween(text, 5, 10_080), { error: 'minutes, from 5 to 10080 (a week)' })),
  DRYDOCK_STOP_AFTER_MINUTES: z
    ._default(z.string(), '1440')
    .check(z.refine((text) => isBetween(text, 10, 43_200), { error: 'minutes, from 10 to 43200 (30 days)' })),
  // A week at least: a slip of the pen must not take anybody's work away.
  DRYDOCK_REMOVE_AFTER_DAYS: z._default(z.string(), '365').check(
    z.refine((text) => text === 'never' || isBetween(text, 7, 3_650), {
      error: 'days, from 7 to 3650, or never',
    }),
  ),
};

type Found = Record<keyof typeof limitVariables, string>;

const minuteMs = 60_000;
const minutesOfDay = 24 * 60;

export function readLimits(found: Found): LifeLimits {
  const days = found.DRYDOCK_REMOVE_AFTER_DAYS;
  return {
    freezeAfterMs: Number(found.DRYDOCK_FREEZE_AFTER_MINUTES) * minuteMs,
    stopAfterMs: Number(found.DRYDOCK_STOP_AFTER_MINUTES) * minuteMs,
    removeAfterMs: days === 'never' ? Number.POSITIVE_INFINITY : Number(days) * minutesOfDay * minuteMs,
  };
}

/** What is wrong with limits that are each right by themselves: they must come one after the other. */
export function limitsInDisorder(found: Found): string | undefined {
  const { freezeAfterMs, stopAfterMs, removeAfterMs } = readLimits(found);
  const stop = found.DRYDOCK_STOP_AFTER_MINUTES;
  if (stopAfterMs <= freezeAfterMs) {
    return `DRYDOCK_STOP_AFTER_MINUTES=${stop}\n  expected  more than DRYDOCK_FREEZE_AFTER_MINUTES, which is ${found.DRYDOCK_FREEZE_AFTER_MINUTES}`;
  }
  if (removeAfterMs > stopAfterMs) return undefined;
  return `DRYDOCK_REMOVE_AFTER_DAYS=${found.DRYDOCK_REMOVE_AFTER_DAYS}\n  expected  more than DRYDOCK_STOP_AFTER_MINUTES, which is ${stop} (${Number(stop) / minutesOfDay} days)`;
}

function isBetween(text: string, low: number, high: number): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= low && Number(text) <= high;
}
