import type { SessionId } from '../contract/ids.ts';

/**
 * Which marks of a shell were reported already. Two tabs read the same output at different times, and every reconnect
 * reads a part of it again: a mark counts once, by its position in all that the shell has printed.
 */
export class MarkLog {
  readonly #reportedUpTo = new Map<SessionId, Map<string, number>>();

  /**
   * A connection begins, whose replay ends at `end`. The first one of this server's life takes everything in the replay
   * as reported; a later one finds in it what happened while nobody was connected.
   */
  begin(session: SessionId, terminal: string, end: number): void {
    const terminals = this.#reportedUpTo.get(session) ?? new Map<string, number>();
    this.#reportedUpTo.set(session, terminals);
    const known = terminals.get(terminal);
    // Fewer bytes than before: another shell, which we ourselves have just started.
    if (known === undefined || end < known) terminals.set(terminal, end);
  }

  /** Whether the mark at `position` was not reported yet; from now on it is. */
  take(session: SessionId, terminal: string, position: number): boolean {
    const terminals = this.#reportedUpTo.get(session);
    if (!terminals || position <= (terminals.get(terminal) ?? 0)) return false;
    terminals.set(terminal, position);
    return true;
  }

  forget(session: SessionId): void {
    this.#reportedUpTo.delete(session);
  }
}
