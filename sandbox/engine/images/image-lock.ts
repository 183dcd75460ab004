import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';

/**
 * Where this machine's course images come from, decided once: at the first preparation. Kept in the cache folder; whoever
 * wants another decision removes the file.
 */
const imageLock = z.object({
  source: z.enum(['docker-hub', 'stand-in']),
  /** By name; empty for stand-ins. */
  digests: z.record(z.string(), z.string().check(z.regex(/^sha256:[0-9a-f]{64}$/))),
});
export type ImageLock = z.infer<typeof imageLock>;

export const lockFile = (cacheDir: string) => join(cacheDir, 'course-images.lock.json');

export async function readImageLock(cacheDir: string): Promise<ImageLock | undefined> {
  const file = lockFile(cacheDir);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return imageLock.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${file} is damaged: remove it, and it is written anew`, { cause });
  }
}

export async function writeImageLock(cacheDir: string, lock: ImageLock): Promise<void> {
  await mkdir(cacheDir, { recursive: true });
  const aside = `${lockFile(cacheDir)}.${process.pid}.partial`;
  await writeFile(aside, `${JSON.stringify(lock, undefined, 2)}\n`);
  await rename(aside, lockFile(cacheDir));
}
