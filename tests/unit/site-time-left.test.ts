import { expect, test } from 'vitest';
import { timeLeft } from '../../src/lib/time-left.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

test.each([
  [7 * day, 'inDays', 7],
  // On its way from the server.
  [7 * day - 500, 'inDays', 7],
  [2 * day - 3_000, 'inHours', 47],
  [2 * hour - 3_000, 'inMinutes', 90],
  [30 * minute, 'inMinutes', 30],
  [29 * minute, 'inMinutes', 20],
  [2 * minute, 'inMinutes', 2],
  [minute, 'inMinute', 1],
  [20_000, 'inSoon', 1],
  [-5_000, 'inSoon', 1],
] as const)('%d ms are said as %s %d', (ms, key, n) => {
  expect(timeLeft(ms)).toEqual({ key, n });
});
