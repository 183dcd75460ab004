import { readFileSync } from 'node:fs';
import { type CourseManifest, courseManifest, type LessonManifest } from '../../sandbox/contract/manifest.ts';

let cached: CourseManifest | undefined;

/** The manifest that `content/validate/cli.ts` wrote: what the site may know of the lessons. */
export function readCourse(): CourseManifest {
  if (import.meta.env.DEV) cached = undefined;
  cached ??= courseManifest.parse(JSON.parse(readFileSync('build/manifest.json', 'utf8')));
  return cached;
}

export interface PlacedLesson {
  lesson: LessonManifest;
  chapterNumber: number;
  chapterTitle: { ko: string; en: string };
  /** Ids of the chapters before its own. */
  earlierChapters: string[];
  placeInChapter: number;
  previous: string | undefined;
  next: string | undefined;
  /** For those on the short path: the next lesson that is on it too. */
  shortNext: string | undefined;
}

/** All lessons in the order of the course, each with its neighbours. */
export function placedLessons(): PlacedLesson[] {
  const { chapters } = readCourse();
  const flat = chapters.flatMap((chapter, number) =>
    chapter.lessons.map((lesson, placeInChapter) => ({
      lesson,
      chapterNumber: number,
      chapterTitle: chapter.title,
      earlierChapters: chapters.slice(0, number).map(({ id }) => id),
      placeInChapter,
    })),
  );
  return flat.map((entry, index) => ({
    ...entry,
    previous: flat[index - 1]?.lesson.id,
    next: flat[index + 1]?.lesson.id,
    shortNext: entry.lesson.shortPath
      ? flat.slice(index + 1).find(({ lesson }) => lesson.shortPath)?.lesson.id
      : undefined,
  }));
}

/** One page for each lesson (Astro's `getStaticPaths`). */
export function lessonPaths() {
  return placedLessons().map((placed) => {
    const [chapter, lesson] = placed.lesson.id.split('/');
    return { params: { chapter, lesson }, props: { placed } };
  });
}
