import type { TypedCommand } from './record.ts';

/**
 * Whether a line has ended since something was done at `at`, so that the line that did it is among those typed. The engine tells
 * of what a command does before the command ends; who did it can be said only afterwards. `at` may be in whole seconds.
 */
export function hasEndedSince(typed: readonly TypedCommand[], at: string | undefined): boolean {
  const ended = Date.parse(typed.at(-1)?.endedAt ?? '');
  // The line before may have ended in the same second.
  return at !== undefined && ended - Date.parse(at) > 1_000;
}
