import type { Kysely, Transaction } from 'kysely';
import type { MetMistakes } from '../contract/http.ts';
import { lessonId, mistakeId, stepId } from '../contract/ids.ts';
import { localizedText } from '../contract/rich-text.ts';
import type { StepVerdict } from '../contract/verdict.ts';
import type { Tables } from './schema.ts';

/** The newest hundred are more than a course asks about. */
const mostRead = 100;

/** Keeps a recognised mistake beyond its run; met again, its newest diagnosis stands. Other verdicts are left alone. */
export async function saveMetMistake(
  transaction: Transaction<Tables>,
  learner: string,
  { lesson, step, verdict, at }: StepVerdict,
): Promise<void> {
  if (verdict.status !== 'mistake') return;
  const seen = { diagnosis: JSON.stringify(verdict.diagnosis), met_at: at };
  await transaction
    .insertInto('met_mistakes')
    .values({ learner, lesson, step, mistake: verdict.mistake, ...seen })
    .onConflict((conflict) => conflict.columns(['learner', 'lesson', 'step', 'mistake']).doUpdateSet(seen))
    .execute();
}

export async function readMetMistakes(database: Kysely<Tables>, learner: string): Promise<MetMistakes> {
  const rows = await database
    .selectFrom('met_mistakes')
    .selectAll()
    .where('learner', '=', learner)
    .orderBy('met_at', 'desc')
    .limit(mostRead)
    .execute();
  return {
    mistakes: rows.map((row) => ({
      lesson: lessonId.parse(row.lesson),
      step: stepId.parse(row.step),
      mistake: mistakeId.parse(row.mistake),
      diagnosis: localizedText.parse(JSON.parse(row.diagnosis)),
      metAt: row.met_at,
    })),
  };
}
