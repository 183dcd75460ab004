import type { text } from './text.ts';

/** Below an hour to the minute; above it nobody counts that finely. */
export function duration(say: ReturnType<typeof text>, minutes: number): string {
  if (minutes < 60) return say('minutesAbout', { n: minutes });
  const rounded = Math.round(minutes / 10) * 10;
  const [hours, rest] = [Math.floor(rounded / 60), rounded % 60];
  return rest === 0 ? say('hoursAbout', { n: hours }) : say('hoursMinutesAbout', { n: hours, m: rest });
}
