import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { lessonId } from '../../sandbox/contract/ids.ts';
import type { Chapter } from '../course.ts';
import type { Problem } from './problem.ts';

const file = 'content/course.ts';

/** The folders of lessons that are there: `<chapter>/<lesson>`. */
export async function findFolders(lessonsDir: string): Promise<string[]> {
  const chapters = await foldersIn(lessonsDir);
  const lessons = await Promise.all(
    chapters.map(async (chapter) =>
      (await foldersIn(join(lessonsDir, chapter))).map((lesson) => `${chapter}/${lesson}`),
    ),
  );
  return lessons.flat().sort();
}

async function foldersIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
}

/** `content/course.ts` lists each folder once, and nothing that is not there. */
export function compareCourse(chapters: readonly Chapter[], folders: readonly string[]): Problem[] {
  const listed = listedLessons(chapters);
  return [
    ...listed.filter((id) => !lessonId.safeParse(id).success).map(badId),
    ...listed.filter((id, index) => listed.indexOf(id) !== index).map(listedTwice),
    ...listed.filter((id) => !folders.includes(id)).map(noFolder),
    ...folders.filter((id) => !listed.includes(id)).map(notListed),
  ];
}

export function listedLessons(chapters: readonly Chapter[]): string[] {
  return chapters.flatMap((chapter) => chapter.lessons.map((lesson) => `${chapter.id}/${lesson}`));
}

const badId = (id: string): Problem => ({
  file,
  found: `\`${id}\``,
  expected: 'chapter and lesson as lower-case words joined by hyphens',
  mend: 'Rename it, and its folder.',
});

const listedTwice = (id: string): Problem => ({
  file,
  found: `\`${id}\` twice`,
  expected: 'each lesson once',
  mend: 'Remove one of them.',
});

const noFolder = (id: string): Problem => ({
  file,
  found: `the lesson \`${id}\``,
  expected: `a folder lessons/${id} with lesson.ts, ko.mdx and en.mdx`,
  mend: 'Make the folder, or remove the lesson from the list.',
});

const notListed = (id: string): Problem => ({
  file: `lessons/${id}`,
  found: 'a folder that is no lesson of the course',
  expected: `its name in ${file}`,
  mend: `Add the lesson to its chapter in ${file}, or remove the folder.`,
});
