import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import type { CheckStore, LessonRun } from '../checks/check-store.ts';
import { lessonId, sessionId } from '../contract/ids.ts';
import { type StepVerdict, stepVerdict } from '../contract/verdict.ts';
import type { EngineEvent } from '../engine/learner-engine.ts';
import { readEvents, writeEvents } from './event-rows.ts';
import { saveMetMistake } from './met-mistakes.ts';
import type { LessonRunsTable, Tables } from './schema.ts';
import { readProgress } from './session-store.ts';

export function createCheckStore(database: Kysely<Tables>): CheckStore {
  return {
    findRun: (session, lesson) => findRun(database, { session, lesson }),
    findCurrentRun: (session) => findRun(database, { session, is_current: 1 }),

    async beginRun({ session, lesson, contentHash, openedAt }) {
      const id = randomUUID();
      await database.transaction().execute(async (transaction) => {
        await closeCurrent(transaction, session);
        await transaction
          .deleteFrom('lesson_runs')
          .where('session', '=', session)
          .where('lesson', '=', lesson)
          .execute();
        await transaction
          .insertInto('lesson_runs')
          .values({ id, session, lesson, content_hash: contentHash, opened_at: openedAt, is_current: 1 })
          .execute();
      });
      return { id, session, lesson, contentHash, openedAt };
    },

    async makeCurrent(run) {
      await database.transaction().execute(async (transaction) => {
        const row = await transaction
          .selectFrom('lesson_runs')
          .select('session')
          .where('id', '=', run)
          .executeTakeFirst();
        if (!row) return;
        await closeCurrent(transaction, row.session);
        await transaction.updateTable('lesson_runs').set({ is_current: 1 }).where('id', '=', run).execute();
      });
    },

    async markStartStateSet(run, startState) {
      await updateRun(database, run, {
        start_state_nano: startState.atNano,
        engine_life: startState.engineLife,
      });
    },

    markEngineLife: (run, engineLife) => updateRun(database, run, { engine_life: engineLife }),

    async markEventsMissed(run, at) {
      await database
        .updateTable('lesson_runs')
        .set({ events_missed_at: at })
        .where('id', '=', run)
        .where('events_missed_at', 'is', null)
        .execute();
    },

    saveVerdict: (verdict) => saveVerdict(database, verdict),
    lastVerdicts: (run) => lastVerdicts(database, run),
    saveEvents: (run, events: readonly EngineEvent[]) => writeEvents(database, run, events),
    events: (run) => readEvents(database, run),

    async progressOf(session) {
      const learner = await findLearner(database, session);
      return learner === undefined ? { steps: [] } : readProgress(database, learner);
    },

    async endRuns(session) {
      await database.deleteFrom('lesson_runs').where('session', '=', session).execute();
    },
  };
}

async function findRun(
  database: Kysely<Tables>,
  where: Partial<Pick<LessonRunsTable, 'session' | 'lesson' | 'is_current'>>,
): Promise<LessonRun | undefined> {
  const row = await database
    .selectFrom('lesson_runs')
    .selectAll()
    .where((builder) => builder.and(where))
    .executeTakeFirst();
  return row && toRun(row);
}

function toRun(row: LessonRunsTable): LessonRun {
  const { start_state_nano: atNano, engine_life: engineLife, events_missed_at: eventsMissedAt } = row;
  return {
    id: row.id,
    session: sessionId.parse(row.session),
    lesson: lessonId.parse(row.lesson),
    contentHash: row.content_hash,
    openedAt: row.opened_at,
    ...(atNano !== null && engineLife !== null && { startState: { atNano, engineLife } }),
    ...(eventsMissedAt !== null && { eventsMissedAt }),
  };
}

async function updateRun(database: Kysely<Tables>, run: string, set: Partial<LessonRunsTable>) {
  await database.updateTable('lesson_runs').set(set).where('id', '=', run).execute();
}

async function closeCurrent(transaction: Transaction<Tables>, session: string): Promise<void> {
  await transaction
    .updateTable('lesson_runs')
    .set({ is_current: 0 })
    .where('session', '=', session)
    .where('is_current', '=', 1)
    .execute();
}

async function findLearner(database: Kysely<Tables>, session: string): Promise<string | undefined> {
  const row = await database
    .selectFrom('sessions')
    .select('learner')
    .where('id', '=', session)
    .executeTakeFirst();
  return row?.learner;
}

async function saveVerdict(
  database: Kysely<Tables>,
  { key, run, contentHash, verdict }: Parameters<CheckStore['saveVerdict']>[0],
): Promise<boolean> {
  return database.transaction().execute(async (transaction) => {
    const stored = await transaction
      .insertInto('verdicts')
      .values({ idempotency_key: key, run, step: verdict.step, body: JSON.stringify(verdict) })
      .onConflict((conflict) => conflict.column('idempotency_key').doNothing())
      .executeTakeFirst();
    if (!stored.numInsertedOrUpdatedRows) return false;
    if (verdict.verdict.status === 'passed') await savePass(transaction, run, contentHash, verdict);
    if (verdict.verdict.status === 'mistake') await saveMistake(transaction, run, verdict);
    return true;
  });
}

async function savePass(
  transaction: Transaction<Tables>,
  run: string,
  contentHash: string,
  verdict: StepVerdict,
) {
  await transaction
    .insertInto('progress')
    .columns(['learner', 'lesson', 'step', 'passed_at', 'content_hash'])
    .expression((builder) =>
      builder
        .selectFrom('lesson_runs')
        .innerJoin('sessions', 'sessions.id', 'lesson_runs.session')
        .where('lesson_runs.id', '=', run)
        .select((select) => [
          'sessions.learner',
          select.val(verdict.lesson).as('lesson'),
          select.val(verdict.step).as('step'),
          select.val(verdict.at).as('passed_at'),
          select.val(contentHash).as('content_hash'),
        ]),
    )
    .onConflict((conflict) => conflict.columns(['learner', 'lesson', 'step']).doNothing())
    .execute();
}

async function saveMistake(transaction: Transaction<Tables>, run: string, verdict: StepVerdict) {
  const row = await transaction
    .selectFrom('lesson_runs')
    .innerJoin('sessions', 'sessions.id', 'lesson_runs.session')
    .select('sessions.learner')
    .where('lesson_runs.id', '=', run)
    .executeTakeFirstOrThrow();
  await saveMetMistake(transaction, row.learner, verdict);
}

/** SQLite takes the other columns from the row that has the maximum (https://sqlite.org/lang_select.html#bareagg). */
async function lastVerdicts(database: Kysely<Tables>, run: string): Promise<StepVerdict[]> {
  const rows = await database
    .selectFrom('verdicts')
    .select(({ fn }) => ['body', fn.max('sequence').as('newest')])
    .where('run', '=', run)
    .groupBy('step')
    .orderBy('newest')
    .execute();
  return rows.map((row) => stepVerdict.parse(JSON.parse(row.body)));
}
