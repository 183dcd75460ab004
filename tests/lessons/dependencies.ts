import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** The list of lessons says nothing about one of them, and texts are looked at by the validator at every run. */
const leftOut = /^content\/(course\.ts|validate\/)|^tests\/lessons\/(text-claims|options|report)\.ts$/;
const isText = /\.mdx$/;

/**
 * A hash of all that a lesson's proof depends on: its folder but for the texts, every module of ours that its `lesson.ts` or the
 * proof imports, and what goes into sandboxes. 16 hexadecimal digits.
 */
export async function hashProof(lessonFolder: string): Promise<string> {
  const modules = await modulesFrom([join(root, 'tests/lessons/prove.ts'), join(lessonFolder, 'lesson.ts')]);
  const files = [
    ...modules.filter((file) => !leftOut.test(relative(root, file))),
    ...(await filesIn(join(root, 'sandbox/image'))),
    ...(await filesIn(lessonFolder)).filter((file) => !isText.test(file)),
  ];
  const hash = createHash('sha256');
  for (const file of [...new Set(files)].sort()) {
    const content = await readFile(file);
    hash.update(`${relative(root, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}

/** Modules of ours by their own imports, the given ones included. */
export async function modulesFrom(entries: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  const waiting = [...entries];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (found.has(file)) continue;
    found.add(file);
    waiting.push(...importsOf(file, await readFile(file, 'utf8')));
  }
  return [...found];
}

/** The last line of a static import or export; our own modules are named by their file. */
const imported = /^(?:import|export|\}).*'(\.[^'\n]+\.ts)';$/gm;

function importsOf(file: string, source: string): string[] {
  return [...source.matchAll(imported)].map(([, path = '']) => join(dirname(file), path));
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
