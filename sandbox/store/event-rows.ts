import type { Kysely } from 'kysely';
import * as z from 'zod/mini';
import type { EngineEvent } from '../engine/learner-engine.ts';
import type { Tables } from './schema.ts';

/** Nanoseconds since the epoch have 19 digits until the year 2286. */
const nanoDigits = 20;
/** SQLite binds at most 32766 values in a statement; four belong to each row. */
const rowsPerStatement = 1_000;

const storedEvent = z.object({
  type: z.string(),
  action: z.string(),
  id: z.string(),
  attributes: z.record(z.string(), z.string()),
  timeNano: z.string(),
}) satisfies z.ZodMiniType<EngineEvent>;

/** Stores events of a run; those that are there already are left alone. All or none. */
export async function writeEvents(
  database: Kysely<Tables>,
  run: string,
  events: readonly EngineEvent[],
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    for (let at = 0; at < events.length; at += rowsPerStatement) {
      await transaction
        .insertInto('engine_events')
        .values(events.slice(at, at + rowsPerStatement).map((event) => toRow(run, event)))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  });
}

function toRow(run: string, event: EngineEvent): Tables['engine_events'] {
  return {
    run,
    // Texts of one length sort as numbers do.
    time_nano: event.timeNano.padStart(nanoDigits, '0'),
    fingerprint: `${event.type} ${event.action} ${event.id}`,
    body: JSON.stringify(event),
  };
}

/** In the order of the learner engine's clock. */
export async function readEvents(database: Kysely<Tables>, run: string): Promise<EngineEvent[]> {
  const rows = await database
    .selectFrom('engine_events')
    .select('body')
    .where('run', '=', run)
    .orderBy('time_nano')
    .execute();
  return rows.map((row) => storedEvent.parse(JSON.parse(row.body)));
}
