import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openDatabase } from '../../sandbox/store/database.ts';
import { migrations } from '../../sandbox/store/migrations.ts';
import { createSessionStore } from '../../sandbox/store/session-store.ts';
import { at, learner, session, temporaryFolder } from './support/store.ts';

const now = () => new Date(at);
const nextStep = [...migrations, 'alter table progress add column points real;'];

test('opens with WAL, full synchronisation and foreign keys, readable by its owner only', async () => {
  await using folder = await temporaryFolder();
  await using database = await openDatabase({ stateDir: folder.path, now });
  const read = async (name: string) =>
    Object.values(
      (await sql<Record<string, unknown>>`pragma ${sql.raw(name)}`.execute(database)).rows[0] ?? {},
    )[0];
  expect(await read('journal_mode')).toBe('wal');
  expect(await read('synchronous')).toBe(2);
  expect(await read('foreign_keys')).toBe(1);
  expect(statSync(join(folder.path, 'store.sqlite')).mode & 0o777).toBe(0o600);
});

test('backs up before a migration, and the backup holds what was there', async () => {
  await using folder = await temporaryFolder();
  {
    await using database = await openDatabase({ stateDir: folder.path, now });
    await createSessionStore(database).beginSession({ id: session, learner, at });
  }
  expect(readdirSync(folder.path)).not.toContain('backups');
  {
    await using database = await openDatabase({ stateDir: folder.path, now, migrations: nextStep });
    expect(await createSessionStore(database).findSession(learner)).toMatchObject({ id: session });
  }
  const backups = readdirSync(join(folder.path, 'backups'));
  expect(backups).toEqual([`store-2026-01-02T03-04-05-000Z-schema-${migrations.length}.sqlite`]);
  using backup = new DatabaseSync(join(folder.path, 'backups', backups[0] ?? ''), { readOnly: true });
  expect(backup.prepare('select id from sessions').all()).toEqual([{ id: session }]);
  expect(backup.prepare('pragma user_version').get()).toEqual({ user_version: migrations.length });
});

test('keeps the newest five backups', async () => {
  await using folder = await temporaryFolder();
  for (let step = 1; step <= 8; step += 1) {
    const steps = Array.from({ length: step }, (_, index) => `create table t${index} (a int);`);
    const time = new Date(Date.UTC(2026, 0, step));
    await using _ = await openDatabase({ stateDir: folder.path, now: () => time, migrations: steps });
  }
  const backups = readdirSync(join(folder.path, 'backups'));
  expect(backups.map((name) => name.slice(6, 16))).toEqual(
    ['04', '05', '06', '07', '08'].map((day) => `2026-01-${day}`),
  );
});

test('leaves no trace of a migration that fails', async () => {
  await using folder = await temporaryFolder();
  await (await openDatabase({ stateDir: folder.path, now })).destroy();
  const broken = [...migrations, 'create table half_done (a int); select nonsense from nowhere;'];
  await expect(openDatabase({ stateDir: folder.path, now, migrations: broken })).rejects.toMatchObject({
    name: 'StoreError',
    code: 'unknown',
  });
  using raw = new DatabaseSync(join(folder.path, 'store.sqlite'));
  expect(raw.prepare('pragma user_version').get()).toEqual({ user_version: migrations.length });
  expect(raw.prepare("select name from sqlite_schema where name = 'half_done'").all()).toEqual([]);
});

test('refuses a newer schema, changes nothing and says what to do', async () => {
  await using folder = await temporaryFolder();
  await (await openDatabase({ stateDir: folder.path, now, migrations: nextStep })).destroy();
  await expect(openDatabase({ stateDir: folder.path, now })).rejects.toMatchObject({
    code: 'newer-schema',
    message:
      `The data in ${folder.path} was written by a newer Drydock (schema ${nextStep.length}; this one knows ` +
      `${migrations.length}). Nothing was changed. Update Drydock, or choose another DRYDOCK_STATE_DIR.`,
  });
  await using again = await openDatabase({ stateDir: folder.path, now, migrations: nextStep });
  expect(await again.selectFrom('sessions').selectAll().execute()).toEqual([]);
});

test('names a file that is no database', async () => {
  await using folder = await temporaryFolder();
  writeFileSync(join(folder.path, 'store.sqlite'), 'not a database at all, only text '.repeat(100));
  await expect(openDatabase({ stateDir: folder.path, now })).rejects.toMatchObject({ code: 'damaged' });
});

test('takes a session of an earlier schema for one that was used just now', async () => {
  await using folder = await temporaryFolder();
  {
    const earlier = migrations.slice(0, 2);
    await using database = await openDatabase({ stateDir: folder.path, now, migrations: earlier });
    await sql`insert into sessions (id, learner, state, created_at) values (${session}, ${learner}, 'ready', ${at})`.execute(
      database,
    );
  }
  await using database = await openDatabase({ stateDir: folder.path, now });
  const store = createSessionStore(database);
  expect(await store.findSession(learner)).toMatchObject({ id: session, life: 'active', idleMs: 0 });
  await store.markLife(session, 'stopped', 86_400_000.4);
  expect(await store.findSession(learner)).toMatchObject({ life: 'stopped', idleMs: 86_400_000 });
});
