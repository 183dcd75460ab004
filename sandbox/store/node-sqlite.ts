import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { SqliteDatabase, SqliteStatement } from 'kysely';
import { toStoreError } from './store-error.ts';

/** Most different statements that stay prepared; the store has about thirty. */
const preparedStatements = 100;

/**
 * Gives `node:sqlite` the shape that Kysely's own SQLite dialect expects. Statements stay prepared, because each is
 * asked for again with every query.
 */
export function asKyselyDatabase(database: DatabaseSync): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare(sql) {
      if (sql === 'rollback' && !database.isTransaction) return nothing;
      const known = prepared.get(sql);
      if (known) return known;
      if (prepared.size >= preparedStatements) prepared.clear();
      const statement = translatingErrors(() => prepareStatement(database, sql));
      prepared.set(sql, statement);
      return statement;
    },
  };
}

/** SQLite rolls back by itself when the disk is full; rolling back again would hide that error behind another. */
const nothing: SqliteStatement = {
  reader: false,
  all: () => [],
  run: () => ({ changes: 0, lastInsertRowid: 0 }),
  iterate: () => [].values(),
};

function prepareStatement(database: DatabaseSync, sql: string): SqliteStatement {
  const statement = database.prepare(sql);
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => translatingErrors(() => statement.all(...bound(parameters))),
    run: (parameters) => translatingErrors(() => statement.run(...bound(parameters))),
    iterate: (parameters): IterableIterator<Record<string, SQLOutputValue>> =>
      translatingErrors(() => statement.iterate(...bound(parameters))),
  };
}

function bound(parameters: readonly unknown[]): SQLInputValue[] {
  // Kysely binds what the table types admit: strings, numbers, null.
  return parameters as SQLInputValue[];
}

function translatingErrors<Value>(work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    throw toStoreError(error);
  }
}
