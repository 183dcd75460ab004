import * as z from 'zod/mini';
import { lessonId, stepId } from './ids.ts';

/** What the site may know of a lesson: no judge, no solution, no graded value. Made from `lesson.ts` by the build. */
export const lessonManifest = z.object({
  id: lessonId,
  minutes: z.int(),
  shortPath: z.boolean(),
  images: z.array(z.string()),
  steps: z.array(z.object({ id: stepId, hints: z.int(), points: z.nullish(z.number()) })),
  contentHash: z.string(),
});
export type LessonManifest = z.infer<typeof lessonManifest>;

export const courseManifest = z.object({
  release: z.string(),
  chapters: z.array(
    z.object({
      id: z.string(),
      title: z.object({ ko: z.string(), en: z.string() }),
      /** Lessons that exist, in order. */
      lessons: z.array(lessonManifest),
    }),
  ),
});
export type CourseManifest = z.infer<typeof courseManifest>;
