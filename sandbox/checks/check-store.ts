import type { Progress } from '../contract/http.ts';
import type { LessonId, SessionId } from '../contract/ids.ts';
import type { StepVerdict } from '../contract/verdict.ts';
import type { EngineEvent } from '../engine/learner-engine.ts';

/** One lesson in one sandbox, from the moment its start state was asked for. A restart of the lesson begins a new run. */
export interface LessonRun {
  id: string;
  session: SessionId;
  lesson: LessonId;
  /** The lesson's content hash when the run began. */
  contentHash: string;
  /** ISO 8601 UTC, server clock. */
  openedAt: string;
  /** Absent until the start state is complete: a server that died in between sets it again. */
  startState?: StartState;
  /** From this moment on an event of the learner engine may be missing from what was recorded. */
  eventsMissedAt?: string;
}

/** When a start state was complete, and in which life of the learner engine. */
export interface StartState {
  /** Nanoseconds since the epoch by the learner engine's clock, as a decimal string: events up to here do not count. */
  atNano: string;
  /** Opaque; another one means that the learner engine was restarted, and that its memory of events is gone. */
  engineLife: string;
}

/**
 * What checks keep. Every write is on the disk when its promise resolves. Failures are `StoreError`s.
 * Commands that a learner typed are deliberately not among it: they may hold secrets, and only diagnoses need them.
 */
export interface CheckStore {
  /** The run of this lesson in this sandbox, if it was opened before. */
  findRun(session: SessionId, lesson: LessonId): Promise<LessonRun | undefined>;
  /** The run whose lesson is open in this sandbox now. */
  findCurrentRun(session: SessionId): Promise<LessonRun | undefined>;
  /** Begins a run and makes it current; the same lesson's earlier run goes, with its events and verdicts. */
  beginRun(run: {
    session: SessionId;
    lesson: LessonId;
    contentHash: string;
    openedAt: string;
  }): Promise<LessonRun>;
  /** Makes an earlier run the sandbox's current one again. */
  makeCurrent(run: string): Promise<void>;
  markStartStateSet(run: string, startState: StartState): Promise<void>;
  /** The learner engine was restarted while it was listened to, so that no event is missing. */
  markEngineLife(run: string, engineLife: string): Promise<void>;
  /** Keeps the first moment when called again. */
  markEventsMissed(run: string, at: string): Promise<void>;
  /**
   * Stores a verdict once: false when `key` is already there, and nothing changes. A passed one is progress of the
   * session's learner as well, in the same transaction; a step's first pass is the one that progress keeps. A mistake is
   * kept for the learner too, beyond this run.
   */
  saveVerdict(verdict: {
    key: string;
    run: string;
    contentHash: string;
    verdict: StepVerdict;
  }): Promise<boolean>;
  /** The newest verdict of each step of the run. */
  lastVerdicts(run: string): Promise<StepVerdict[]>;
  /** Events that are there already (same time, type, action and id) are left alone. */
  saveEvents(run: string, events: readonly EngineEvent[]): Promise<void>;
  /** In the learner engine's order. */
  events(run: string): Promise<EngineEvent[]>;
  /** Of the session's learner, for the page. */
  progressOf(session: SessionId): Promise<Progress>;
  /** Forgets every run of a sandbox that is gone. Progress stays. */
  endRuns(session: SessionId): Promise<void>;
}
