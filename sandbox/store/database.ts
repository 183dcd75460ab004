import { mkdirSync } from 'node:fs';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely, SqliteDialect } from 'kysely';
import { backUp } from './backup.ts';
import { migrations } from './migrations.ts';
import { asKyselyDatabase } from './node-sqlite.ts';
import type { Tables } from './schema.ts';
import { StoreError, toStoreError } from './store-error.ts';

export interface OpenOptions {
  /** The instance's own folder; made if absent, readable by its owner only. */
  stateDir: string;
  now(): Date;
  /** Only tests give others. */
  migrations?: readonly string[];
}

/**
 * Opens `stateDir/store.sqlite` and brings its schema up to date, after a backup if it held data. Throws
 * `StoreError`: `newer-schema` (nothing was changed), `damaged`, `disk-full`.
 */
export async function openDatabase(options: OpenOptions): Promise<Kysely<Tables>> {
  const steps = options.migrations ?? migrations;
  const file = join(options.stateDir, 'store.sqlite');
  mkdirSync(options.stateDir, { recursive: true, mode: 0o700 });
  const database = openFile(file);
  try {
    await chmod(file, 0o600);
    const version = readVersion(database);
    if (version > steps.length) throw newerSchema(options.stateDir, version, steps.length);
    // FULL: what was answered as saved is on the disk (a learner's step survives a power cut). WAL: readers and one fsync a write.
    database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on;');
    if (version > 0 && version < steps.length) backUp(database, options.stateDir, version, options.now());
    migrate(database, steps, version);
  } catch (error) {
    database.close();
    throw toStoreError(error);
  }
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: asKyselyDatabase(database) }) });
}

function openFile(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file, { timeout: 2_000 });
  } catch (error) {
    throw toStoreError(error);
  }
}

function readVersion(database: DatabaseSync): number {
  const row = database.prepare('pragma user_version').get();
  return Number(row?.user_version ?? 0);
}

function migrate(database: DatabaseSync, steps: readonly string[], from: number): void {
  for (const [index, step] of steps.entries()) {
    if (index < from) continue;
    // One transaction for a step and its number: a crash in between leaves neither.
    database.exec('begin immediate');
    try {
      database.exec(step);
      database.exec(`pragma user_version = ${index + 1}`);
      database.exec('commit');
    } catch (error) {
      if (database.isTransaction) database.exec('rollback');
      throw error;
    }
  }
}

function newerSchema(stateDir: string, found: number, known: number): StoreError {
  return new StoreError(
    'newer-schema',
    `The data in ${stateDir} was written by a newer Drydock (schema ${found}; this one knows ${known}). ` +
      'Nothing was changed. Update Drydock, or choose another DRYDOCK_STATE_DIR.',
  );
}
