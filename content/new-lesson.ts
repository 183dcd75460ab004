/**
 * `npm run new-lesson -- chapter/lesson`: makes a lesson that validates, in both languages, and adds it to the course. The
 * proof then names everything in it that is still to be filled in.
 */
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addToCourse } from './course-source.ts';

const root = join(import.meta.dirname, '..');
const slug = /^[a-z0-9]+(-[a-z0-9]+)*$/;

const id = process.argv[2] ?? '';
const [chapter = '', lesson = '', ...more] = id.split('/');
if (!slug.test(chapter) || !slug.test(lesson) || more.length > 0) {
  console.error('npm run new-lesson -- CHAPTER/LESSON, lower-case words joined by hyphens: layers/commit');
  process.exit(2);
}
const folder = join(root, 'lessons', chapter, lesson);
const isThere = await access(folder).then(
  () => true,
  () => false,
);
if (isThere) {
  console.error(`lessons/${id} is there already. Nothing was written.`);
  process.exit(1);
}

const courseFile = join(root, 'content/course.ts');
const course = addToCourse(await readFile(courseFile, 'utf8'), chapter, lesson);
await mkdir(folder, { recursive: true });
const title = `${lesson.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase())}`;
for (const name of ['lesson.ts', 'ko.mdx', 'en.mdx']) {
  const skeleton = await readFile(join(root, 'content/skeleton', `${name}.txt`), 'utf8');
  const text = skeleton.replaceAll('{{name}}', lesson).replaceAll('{{title}}', title);
  await writeFile(join(folder, name), text, { flag: 'wx' });
  console.log(`wrote lessons/${id}/${name}`);
}
await writeFile(courseFile, course);
console.log(`added it to content/course.ts

Next (docs/authoring.md):
  npm run lessons -- --only ${id}   proves it, and names what is to be filled in
  npm run dev                          shows it, with its proof beside it`);
