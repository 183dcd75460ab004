import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type CatalogueLesson, LessonError, loadLessons } from '../../sandbox/checks/catalogue.ts';
import {
  LessonFilesError,
  maxLessonFiles,
  maxLessonFilesBytes,
  packLessonFiles,
} from '../../sandbox/checks/lesson-files.ts';
import { compareLanguages, compareWithLesson } from './agreement.ts';
import { type LessonText, readLessonText } from './lesson-text.ts';
import { examineLinks } from './links.ts';
import type { Problem } from './problem.ts';
import { compareRecorded } from './recorded-outputs.ts';
import { findPlace } from './source-line.ts';

const languages = ['ko', 'en'] as const;

/** Everything about one lesson's folder. `lesson` is there when its `lesson.ts` is whole. */
export async function validateLesson(
  lessonsDir: string,
  id: string,
): Promise<{ lesson?: CatalogueLesson; problems: Problem[]; outside: string[] }> {
  const place = `lessons/${id}`;
  const folder = join(lessonsDir, id);
  const [loaded, ...texts] = await Promise.all([
    load(lessonsDir, id),
    ...languages.map((language) => readText(folder, `${place}/${language}.mdx`)),
  ]);
  const problems = [...loaded.problems, ...texts.flatMap((each) => each.problems)];
  const [ko, en] = texts.map((each) => each.text);
  const outside = [ko, en].flatMap((text) => text?.links ?? []).flatMap(({ id: url }) => outsideOf(url));
  if (ko && en) problems.push(...compareLanguages(ko, en));
  for (const text of [ko, en]) if (text) problems.push(...(await examineLinks(text, lessonsDir)));
  problems.push(...(await examineFiles(folder, place)));
  if (!loaded.lesson) return { problems, outside };
  const { definition } = loaded.lesson;
  for (const text of [ko, en]) if (text) problems.push(...compareWithLesson(text, definition));
  problems.push(...(await compareRecorded(folder, definition, place)));
  return { lesson: loaded.lesson, problems, outside };
}

const outsideOf = (url: string) => (url.startsWith('https://') ? [url] : []);

/** What lies in `files/` can be brought into a sandbox. */
async function examineFiles(folder: string, place: string): Promise<Problem[]> {
  try {
    await packLessonFiles(folder);
    return [];
  } catch (error) {
    if (!(error instanceof LessonFilesError)) throw error;
    const expected = `files and folders, ${maxLessonFiles} at most and ${maxLessonFilesBytes / 1024} KiB in all`;
    const mend = 'Make what is big with a start command, and no links.';
    return [{ file: `${place}/files/${error.path}`, found: error.message, expected, mend }];
  }
}

async function load(
  lessonsDir: string,
  id: string,
): Promise<{ lesson?: CatalogueLesson; problems: Problem[] }> {
  const [chapter = '', name = ''] = id.split('/');
  try {
    const chapters = [{ id: chapter, title: { ko: '', en: '' }, lessons: [name] }];
    const lesson = (await loadLessons(lessonsDir, chapters)).lessons[0];
    return { ...(lesson && { lesson }), problems: [] };
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    return { problems: await toProblems(error, lessonsDir, id) };
  }
}

async function toProblems(error: LessonError, lessonsDir: string, id: string): Promise<Problem[]> {
  const file = `lessons/${id}/lesson.ts`;
  const source = await readFile(join(lessonsDir, id, 'lesson.ts'), 'utf8').catch(() => undefined);
  if (source === undefined) {
    const mend = 'Write it; docs/authoring.md has an example.';
    return [{ file, found: 'no file', expected: 'the steps of the lesson', mend }];
  }
  if (error.issues.length === 0) {
    const found = `a file that cannot be imported: ${firstLine(error.cause)}`;
    return [
      {
        file,
        found,
        expected: 'TypeScript that Node can run',
        mend: 'Run `npx tsc --noEmit -p .` to see where.',
      },
    ];
  }
  const sources = await readSources(join(lessonsDir, id));
  return error.issues.map(({ path, found, expected, mend }) => ({
    file,
    ...findPlace(sources, path, `lessons/${id}/`),
    found: `${path.join('.') || 'export'}: ${found}`,
    expected,
    mend,
  }));
}

/** `lesson.ts` and the files beside it in which steps may stand, by name; `lesson.ts` first. */
async function readSources(folder: string): Promise<Map<string, string>> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ts') && name !== 'lesson.ts');
  const all = ['lesson.ts', ...names.sort()];
  return new Map(
    await Promise.all(all.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
  );
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}

async function readText(folder: string, file: string): Promise<{ text?: LessonText; problems: Problem[] }> {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const source = await readFile(join(folder, name), 'utf8').catch(() => undefined);
  if (source !== undefined) return readLessonText(file, source);
  const language = name === 'ko.mdx' ? 'Korean' : 'English';
  const mend = `Write the lesson in ${language} too.`;
  return { problems: [{ file, found: 'no file', expected: `the lesson's text in ${language}`, mend }] };
}
