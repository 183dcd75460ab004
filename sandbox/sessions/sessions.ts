import type { MetMistakes, Progress, Session } from '../contract/http.ts';
import type { SessionId, TerminalId } from '../contract/ids.ts';
import type { Sandbox, SandboxEngine } from '../engine/port.ts';

/**
 * The learner's lease on a sandbox. One that is not used is frozen, stopped and in the end removed (`session-life.ts`).
 * Local mode has one learner; further ones come behind the same functions.
 */
export interface Sessions extends AsyncDisposable {
  /** The session as a page sees it. */
  current(): Session;
  /**
   * Begins a session if there is none, tries again if it failed, takes up one that rests, and is harmless otherwise.
   * Counts as activity. Resolves at once, or when a frozen one goes on; the event bus says how it goes on otherwise. Throws
   * `SessionError('no-engine')`.
   */
  lease(): Promise<Session>;
  /** Removes the sandbox and begins another. Resolves at once. Throws `SessionError('no-engine')`. */
  reset(): Promise<Session>;
  /** The session whose sandbox can be used now. Throws `SessionError` with the reason why there is none. */
  readySession(): SessionId;
  /** The learner did something: a key, a request. Wakes a session that rests. */
  touch(session: SessionId): void;
  /** A program printed something that is shown to somebody. Keeps a session awake, and wakes none. */
  printed(session: SessionId): void;
  /** Counts as activity; resolves when the sandbox can be used, also one that was frozen or stopped. Throws like `readySession`. */
  wake(): Promise<SessionId>;
  /**
   * Resolves at once, or when a session that rests is over with it: for what is to be done in a sandbox and is no sign of a
   * learner. Rejects with the signal's reason.
   */
  awake(session: SessionId, signal?: AbortSignal): Promise<void>;
  /** Throws like `readySession`, also for a session that is another one by now. */
  sandboxOf(session: SessionId): Promise<Sandbox>;
  /** A terminal of the session that is ready or frozen. Ids differ between sessions. */
  findTerminal(id: TerminalId): { session: SessionId; terminal: TerminalId } | undefined;
  progress(): Promise<Progress>;
  /** Mistakes that the learner has met in any lesson, newest first. */
  mistakes(): Promise<MetMistakes>;
  /** The machine is prepared: adopts or removes what an earlier server left, and starts what somebody waits for. */
  begin(engine: SandboxEngine): Promise<void>;
  /** There will be no engine. */
  setReadingOnly(): void;
}
