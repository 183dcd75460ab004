import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type DestinationStream, destination } from 'pino';

/** Beyond this a log is put aside at the next start; one older log is kept. */
const maxLogBytes = 10 * 1024 * 1024;

/** The instance's log file. The console is for people. */
export function openLogFile(stateDir: string): { path: string; stream: DestinationStream } {
  const path = join(stateDir, 'server.log');
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > maxLogBytes) renameSync(path, `${path}.old`);
  // Synchronous: what led to a crash is in the file. A few lines a second at most.
  // What a full disk does not take is kept in memory up to a limit, and dropped beyond it.
  const maxLength = 1024 * 1024;
  return { path, stream: destination({ dest: path, sync: true, mode: 0o600, maxLength }) };
}
