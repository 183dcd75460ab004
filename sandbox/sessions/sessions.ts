import type { MetMistakes, Progress, Session } from '../contract/http.ts';
import type { SessionId, TerminalId } from '../contract/ids.ts';
import type { Sandbox, SandboxEngine } from '../engine/port.ts';

/**
 * The learner's lease on a sandbox. Local mode has one learner; a pool, freezing and further learners come behind the
 * same functions.
 */
export interface Sessions extends AsyncDisposable {
  /** The session as a page sees it. */
  current(): Session;
  /**
   * Begins a session if there is none, tries again if it failed, and is harmless otherwise. Resolves at once; the event
   * bus says how it goes on. Throws `SessionError('no-engine')`.
   */
  lease(): Promise<Session>;
  /** Removes the sandbox and begins another. Resolves at once. Throws `SessionError('no-engine')`. */
  reset(): Promise<Session>;
  /** The session whose sandbox can be used now. Throws `SessionError` with the reason why there is none. */
  readySession(): SessionId;
  /** Throws like `readySession`, also for a session that is another one by now. */
  sandboxOf(session: SessionId): Promise<Sandbox>;
  /** A terminal of the session that is ready. Ids differ between sessions. */
  findTerminal(id: TerminalId): { session: SessionId; terminal: TerminalId } | undefined;
  progress(): Promise<Progress>;
  /** Mistakes that the learner has met in any lesson, newest first. */
  mistakes(): Promise<MetMistakes>;
  /** The machine is prepared: adopts or removes what an earlier server left, and starts what somebody waits for. */
  begin(engine: SandboxEngine): Promise<void>;
  /** There will be no engine. */
  setReadingOnly(): void;
}
