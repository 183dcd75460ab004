import { createHash } from 'node:crypto';
import type { CatalogueLesson } from '../../sandbox/checks/catalogue.ts';
import { type CourseManifest, courseManifest, type LessonManifest } from '../../sandbox/contract/manifest.ts';
import type { Chapter } from '../course.ts';

/** What the site may know of the lessons: no judge, no solution, no graded value. */
export function makeManifest(
  chapters: readonly Chapter[],
  lessons: readonly CatalogueLesson[],
  version: string,
): CourseManifest {
  const hashes = lessons.map((lesson) => `${lesson.id} ${lesson.contentHash}`).join('\n');
  const content = createHash('sha256').update(hashes).digest('hex').slice(0, 12);
  return courseManifest.parse({
    release: `${version}+${content}`,
    chapters: chapters.map(({ id, title, lessons: names }) => ({
      id,
      title,
      lessons: names
        .map((name) => lessons.find((lesson) => lesson.id === `${id}/${name}`))
        .filter((lesson) => lesson !== undefined)
        .map(toLesson),
    })),
  });
}

function toLesson({ id, contentHash, definition }: CatalogueLesson): LessonManifest {
  return {
    id,
    contentHash,
    minutes: definition.minutes,
    shortPath: definition.shortPath ?? false,
    images: [...definition.images],
    // The schema has looked at the ids; the manifest's own parse brands them.
    steps: definition.steps.map(({ id: step, hints, points }) => ({
      id: step as LessonManifest['steps'][number]['id'],
      hints: hints.length,
      ...(points !== undefined && { points }),
    })),
  };
}
