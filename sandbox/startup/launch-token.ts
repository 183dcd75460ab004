import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** 256 bits, in characters that an address may hold. */
const tokenPattern = /^[A-Za-z0-9_-]{43}$/;

/** The instance's launch token: made once, so that browsers stay signed in when the server is started again. */
export function readLaunchToken(stateDir: string): string {
  const file = join(stateDir, 'launch-token');
  try {
    const kept = readFileSync(file, 'utf8').trim();
    if (tokenPattern.test(kept)) return kept;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  }
  const token = randomBytes(32).toString('base64url');
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, `${token}\n`, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  return token;
}
