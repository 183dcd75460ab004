import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';

/** Backups made before migrations that are kept; older ones go. */
const keptBackups = 5;

/** Copies the whole database to `backups/store-<time>-schema-<version>.sqlite`, complete or not at all. */
export function backUp(database: DatabaseSync, stateDir: string, version: number, now: Date): string {
  const folder = join(stateDir, 'backups');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const stamp = now.toISOString().replaceAll(/[:.]/g, '-');
  const file = join(folder, `store-${stamp}-schema-${version}.sqlite`);
  const unfinished = `${file}.unfinished`;
  rmSync(unfinished, { force: true });
  database.prepare('vacuum into ?').run(unfinished);
  syncFile(unfinished);
  renameSync(unfinished, file);
  syncFile(folder);
  removeOldBackups(folder);
  return file;
}

function syncFile(path: string): void {
  const descriptor = openSync(path, 'r');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

function removeOldBackups(folder: string): void {
  const names = readdirSync(folder).filter((name) => /^store-.*\.sqlite$/.test(name));
  for (const name of names.sort().slice(0, -keptBackups)) rmSync(join(folder, name));
}
