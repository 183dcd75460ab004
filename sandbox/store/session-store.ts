import type { Kysely, Selectable } from 'kysely';
import type { MetMistakes, Progress } from '../contract/http.ts';
import { type LearnerId, lessonId, type SessionId, sessionId, stepId } from '../contract/ids.ts';
import { readMetMistakes } from './met-mistakes.ts';
import type { SessionsTable, Tables } from './schema.ts';

/** A lease as it is kept. Ended ones stay in the table and are never returned. */
export interface StoredSession {
  id: SessionId;
  learner: LearnerId;
  state: 'starting' | 'ready' | 'failed';
  /** ISO 8601 UTC. */
  createdAt: string;
  startedAt: string | undefined;
  life: 'active' | 'frozen' | 'stopped';
  /** How long nobody had used it when that was kept last. */
  idleMs: number;
}

/** Leases, and what a learner has passed and got wrong. Failures are `StoreError`s; a resolved write is on the disk. */
export interface SessionStore {
  findSession(learner: LearnerId): Promise<StoredSession | undefined>;
  /** Ends the learner's session, if any, and begins another, in one transaction. */
  beginSession(session: { id: SessionId; learner: LearnerId; at: string }): Promise<void>;
  /** One that is `ready` is active and was used just now. */
  markState(id: SessionId, state: StoredSession['state'], at: string): Promise<void>;
  markLife(id: SessionId, life: StoredSession['life'], idleMs: number): Promise<void>;
  /** Ending twice is harmless. */
  endSession(id: SessionId, at: string): Promise<void>;
  progressOfLearner(learner: LearnerId): Promise<Progress>;
  mistakesOfLearner(learner: LearnerId): Promise<MetMistakes>;
}

export function createSessionStore(database: Kysely<Tables>): SessionStore {
  return {
    async findSession(learner) {
      const row = await database
        .selectFrom('sessions')
        .selectAll()
        .where('learner', '=', learner)
        .where('state', '<>', 'ended')
        .executeTakeFirst();
      return row && toStored(row, learner);
    },

    async beginSession({ id, learner, at }) {
      await database.transaction().execute(async (transaction) => {
        await transaction
          .updateTable('sessions')
          .set({ state: 'ended', ended_at: at })
          .where('learner', '=', learner)
          .where('state', '<>', 'ended')
          .execute();
        await transaction
          .insertInto('sessions')
          .values({ id, learner, state: 'starting', created_at: at, started_at: null, ended_at: null })
          .execute();
      });
    },

    async markState(id, state, at) {
      await database
        .updateTable('sessions')
        .set({ state, ...(state === 'ready' && { started_at: at, life: 'active', idle_ms: 0 }) })
        .where('id', '=', id)
        .where('state', '<>', 'ended')
        .execute();
    },

    async markLife(id, life, idleMs) {
      await database
        .updateTable('sessions')
        .set({ life, idle_ms: Math.round(idleMs) })
        .where('id', '=', id)
        .where('state', '<>', 'ended')
        .execute();
    },

    async endSession(id, at) {
      await database
        .updateTable('sessions')
        .set({ state: 'ended', ended_at: at })
        .where('id', '=', id)
        .where('state', '<>', 'ended')
        .execute();
    },

    progressOfLearner: (learner) => readProgress(database, learner),
    mistakesOfLearner: (learner) => readMetMistakes(database, learner),
  };
}

export async function readProgress(database: Kysely<Tables>, learner: string): Promise<Progress> {
  const rows = await database
    .selectFrom('progress')
    .selectAll()
    .where('learner', '=', learner)
    .orderBy('passed_at')
    .execute();
  return {
    steps: rows.map((row) => ({
      lesson: lessonId.parse(row.lesson),
      step: stepId.parse(row.step),
      passedAt: row.passed_at,
      contentHash: row.content_hash,
    })),
  };
}

function toStored(row: Selectable<SessionsTable>, learner: LearnerId): StoredSession | undefined {
  if (row.state === 'ended') return undefined;
  return {
    id: sessionId.parse(row.id),
    learner,
    state: row.state,
    createdAt: row.created_at,
    startedAt: row.started_at ?? undefined,
    life: row.life,
    idleMs: row.idle_ms,
  };
}
