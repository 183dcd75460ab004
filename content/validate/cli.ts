/**
 * `node content/validate/cli.ts`: looks at every lesson and writes `build/manifest.json`, or says all that is wrong and
 * ends with 1. Run before the site is built.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { course } from '../course.ts';
import { formatProblem } from './problem.ts';
import { validateCourse } from './validate.ts';

const root = join(import.meta.dirname, '../..');
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')));

const { manifest, problems, outside } = await validateCourse({
  lessonsDir: join(root, 'lessons'),
  chapters: course,
  version,
});
if (manifest) {
  const file = join(root, 'build/manifest.json');
  await mkdir(join(root, 'build'), { recursive: true });
  // Written aside: somebody else may be reading it.
  await writeFile(`${file}.${process.pid}`, `${JSON.stringify(manifest, null, 2)}\n`);
  await rename(`${file}.${process.pid}`, file);
  const count = manifest.chapters.reduce((sum, chapter) => sum + chapter.lessons.length, 0);
  console.log(`${count} lessons are in order; wrote build/manifest.json`);
  if (outside.length > 0) console.log(`links out of the site, not fetched:\n  ${outside.join('\n  ')}`);
} else {
  for (const problem of problems) console.error(formatProblem(problem));
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  console.error(`${count} in the course. Nothing was written; mend and run again.`);
  process.exitCode = 1;
}
