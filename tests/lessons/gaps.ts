import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What `npm run new-lesson` leaves for the author. */
const mark = 'FILL IN';

/** Places of a lesson that are still to be filled in, as `file:line text`, in the order of reading. */
export async function findGaps(lessonsDir: string, lesson: string): Promise<string[]> {
  const folder = join(lessonsDir, lesson);
  const names = (await readdir(folder).catch(() => [])).filter((name) => /\.(ts|mdx)$/.test(name)).sort();
  const gaps = await Promise.all(names.map((name) => gapsIn(folder, name, `lessons/${lesson}/${name}`)));
  return gaps.flat();
}

async function gapsIn(folder: string, name: string, file: string): Promise<string[]> {
  const lines = (await readFile(join(folder, name), 'utf8')).split('\n');
  return lines.flatMap((line, index) => (line.includes(mark) ? [`${file}:${index + 1} ${line.trim()}`] : []));
}
