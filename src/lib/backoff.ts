const firstDelayMs = 500;
/** A server that restarts is back within this time on a slow machine; a longer wait would feel dead. */
const longestDelayMs = 8_000;

/** How long to wait before trying again for the `attempt`-th time (from 0), spread so that tabs do not come together. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const full = Math.min(longestDelayMs, firstDelayMs * 2 ** attempt);
  return Math.round(full * (0.75 + random() * 0.25));
}
