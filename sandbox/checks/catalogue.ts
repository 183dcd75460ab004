import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Chapter, course } from '../../content/course.ts';
import { type LessonId, lessonId } from '../contract/ids.ts';
import { hashLesson } from './content-hash.ts';
import type { LessonDefinition } from './lesson.ts';
import { examineLesson, type LessonIssue } from './lesson-issues.ts';

/** A lesson as the server knows it. */
export interface CatalogueLesson {
  id: LessonId;
  /** The lesson's folder, absolute. */
  folder: string;
  /** Of `lesson.ts`, both texts and `files/`: stored with every verdict. */
  contentHash: string;
  definition: LessonDefinition;
}

/** The lessons of the course, in its order. */
export interface LessonCatalogue {
  readonly lessons: readonly CatalogueLesson[];
  find(id: LessonId): CatalogueLesson | undefined;
}

/**
 * Loads every lesson of `content/course.ts` from `<directory>/<chapter>/<lesson>/`. Throws `LessonError` when one cannot
 * be used; the build has looked closer (`content/validate/`).
 */
export async function loadLessons(
  directory: string,
  chapters: readonly Chapter[] = course,
): Promise<LessonCatalogue> {
  const ids = chapters.flatMap((chapter) => chapter.lessons.map((lesson) => `${chapter.id}/${lesson}`));
  const lessons = await Promise.all(ids.map((id) => loadLesson(directory, lessonId.parse(id))));
  const byId = new Map(lessons.map((lesson) => [lesson.id, lesson]));
  return { lessons, find: (id) => byId.get(id) };
}

/** A `lesson.ts` that is not there, cannot be imported, or has issues (all of them in `issues`). */
export class LessonError extends Error {
  override readonly name = 'LessonError';
  readonly lesson: LessonId;
  readonly issues: readonly LessonIssue[];
  constructor(
    lesson: LessonId,
    message: string,
    issues: readonly LessonIssue[] = [],
    options?: ErrorOptions,
  ) {
    super(`lessons/${lesson}: ${message}`, options);
    this.lesson = lesson;
    this.issues = issues;
  }
}

async function loadLesson(directory: string, id: LessonId): Promise<CatalogueLesson> {
  const folder = join(directory, id);
  const examined = examineLesson(await importLesson(folder, id));
  if (!examined.lesson) {
    const lines = examined.issues.map(
      (issue) => `${issue.path.join('.')}: ${issue.found}, not ${issue.expected}`,
    );
    throw new LessonError(id, lines.join('; '), examined.issues);
  }
  return { id, folder, contentHash: await hashLesson(folder), definition: examined.lesson };
}

/** The default export of a lesson's `lesson.ts`, unexamined. Throws `LessonError`. */
async function importLesson(folder: string, id: LessonId): Promise<unknown> {
  try {
    const module: { default?: unknown } = await import(pathToFileURL(join(folder, 'lesson.ts')).href);
    return module.default;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new LessonError(id, `lesson.ts cannot be imported: ${reason}`, [], { cause: error });
  }
}
