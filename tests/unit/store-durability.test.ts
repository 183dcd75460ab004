import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createCheckStore } from '../../sandbox/store/check-store.ts';
import { openDatabase } from '../../sandbox/store/database.ts';
import { createSessionStore } from '../../sandbox/store/session-store.ts';
import { StoreError } from '../../sandbox/store/store-error.ts';
import { at, learner, lesson, session, temporaryFolder, verdictOf } from './support/store.ts';

const writer = fileURLToPath(new URL('./support/store-writer.ts', import.meta.url));

test('has every verdict that was answered as saved after kill -9', { timeout: 30_000 }, async () => {
  await using folder = await temporaryFolder();
  const child = spawn(process.execPath, [writer, folder.path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const saved: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    saved.push(line);
    if (saved.length === 40) child.kill('SIGKILL');
  }
  expect(child.signalCode ?? (await once(child, 'close'))[1]).toBe('SIGKILL');

  await using database = await openDatabase({ stateDir: folder.path, now: () => new Date() });
  const stored = await database.selectFrom('verdicts').select(['run', 'idempotency_key']).execute();
  const keys = stored.map((row) => `${row.run} ${row.idempotency_key}`);
  expect(keys).toEqual(expect.arrayContaining(saved));
  const { steps } = await createSessionStore(database).progressOfLearner(learner);
  expect(steps.length).toBe(keys.length);
});

test('names a full disk, keeps what was there, and goes on when there is room', async () => {
  await using folder = await temporaryFolder();
  await using database = await openDatabase({ stateDir: folder.path, now: () => new Date() });
  await createSessionStore(database).beginSession({ id: session, learner, at });
  const store = createCheckStore(database);
  const run = await store.beginRun({ session, lesson, contentHash: 'h', openedAt: at });
  const save = (number: number) =>
    store.saveVerdict({
      key: `key-${number}`,
      run: run.id,
      contentHash: 'h',
      verdict: verdictOf(`step-${number}`, {
        status: 'passed',
        note: { ko: [{ kind: 'text', text: 'x'.repeat(3_000) }], en: [] },
      }),
    });
  await save(0);
  const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(database);
  await sql`pragma max_page_count = ${sql.lit(rows[0]?.page_count)}`.execute(database);

  let saved = 1;
  const fill = async () => {
    for (; saved < 100; saved += 1) await save(saved);
  };
  const error: unknown = await fill().catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StoreError);
  expect(error).toMatchObject({ code: 'disk-full' });
  expect((await store.lastVerdicts(run.id)).length).toBe(saved);
  expect((await store.progressOf(session)).steps.length).toBe(saved);

  await sql`pragma max_page_count = 1000000`.execute(database);
  expect(await save(saved)).toBe(true);
  expect((await store.progressOf(session)).steps.length).toBe(saved + 1);
});
