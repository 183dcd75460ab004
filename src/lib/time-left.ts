import type { LiveTexts } from '../../content/texts/ui.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;
/** Coarse, so that the words stay the same for a while: what is read out again every minute is no calm notice. */
const minuteSteps = [90, 60, 45, 30, 20, 15, 10, 5, 2];
/** What the way from the server may take. */
const toleranceMs = 2_000;

/** How to say when something comes. Rounded down: nothing comes before its time. */
export function timeLeft(leftMs: number): { key: keyof LiveTexts; n: number } {
  const ms = leftMs + toleranceMs;
  if (ms >= 2 * dayMs) return { key: 'inDays', n: Math.floor(ms / dayMs) };
  if (ms >= 2 * hourMs) return { key: 'inHours', n: Math.floor(ms / hourMs) };
  const minutes = minuteSteps.find((step) => ms >= step * minuteMs);
  if (minutes !== undefined) return { key: 'inMinutes', n: minutes };
  return { key: ms >= minuteMs / 2 ? 'inMinute' : 'inSoon', n: 1 };
}
