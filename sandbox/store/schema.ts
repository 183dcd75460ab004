import type { Generated } from 'kysely';

/** The tables, as `migrations.ts` leaves them. */
export interface Tables {
  sessions: SessionsTable;
  lesson_runs: LessonRunsTable;
  verdicts: VerdictsTable;
  progress: ProgressTable;
  engine_events: EngineEventsTable;
  met_mistakes: MetMistakesTable;
}

/** A learner has one session that has not ended. */
export interface SessionsTable {
  id: string;
  learner: string;
  state: 'starting' | 'ready' | 'failed' | 'ended';
  created_at: string;
  started_at: string | null;
  ended_at: string | null;
  life: Generated<'active' | 'frozen' | 'stopped'>;
  /**
   * How long nobody had used it, as far as a server ran and counted. Not a moment: a clock that is set, or a machine that
   * was off for a year, must not make a session old.
   */
  idle_ms: Generated<number>;
}

export interface LessonRunsTable {
  id: string;
  session: string;
  lesson: string;
  content_hash: string;
  opened_at: string;
  /** Both null until the start state is complete. */
  start_state_nano: string | null;
  engine_life: string | null;
  events_missed_at: string | null;
  /** 1 for the lesson that is open in the session. */
  is_current: 0 | 1;
}

export interface VerdictsTable {
  idempotency_key: string;
  run: string;
  step: string;
  /** A `stepVerdict` of the contract, JSON. */
  body: string;
  /** Order in which they were stored: clocks can stand still or go back. */
  sequence: Generated<number>;
}

export interface ProgressTable {
  learner: string;
  lesson: string;
  step: string;
  passed_at: string;
  content_hash: string;
}

/** Outlives the run in which a mistake was met: it comes back as a question in later chapters. */
export interface MetMistakesTable {
  learner: string;
  lesson: string;
  step: string;
  mistake: string;
  /** A `localizedText` of the contract, JSON. */
  diagnosis: string;
  met_at: string;
}

export interface EngineEventsTable {
  run: string;
  /** Decimal, zero-padded to 20 digits, so that texts sort as numbers. */
  time_nano: string;
  fingerprint: string;
  /** An `EngineEvent`, JSON. */
  body: string;
}
