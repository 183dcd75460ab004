import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Files of a lesson's folder that learners' verdicts depend on; recorded outputs and drafts do not count. */
const counted = /^([\w-]+\.ts|ko\.mdx|en\.mdx|files\/.+)$/;

/**
 * A hash of a lesson's `lesson.ts` and the `.ts` files beside it, both texts and `files/`, by name and content: 16
 * hexadecimal digits.
 */
export async function hashLesson(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((name) => counted.test(name))
    .sort();
  const hash = createHash('sha256');
  for (const name of names) {
    const content = await readFile(join(folder, name));
    // Lengths, so that no two different folders are the same row of bytes.
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}
