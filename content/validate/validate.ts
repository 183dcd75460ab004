import type { CourseManifest } from '../../sandbox/contract/manifest.ts';
import type { Chapter } from '../course.ts';
import { compareCourse, findFolders, listedLessons } from './course-folders.ts';
import { validateLesson } from './lesson-folder.ts';
import { makeManifest } from './manifest.ts';
import { inReadingOrder, type Problem } from './problem.ts';

/** Looks at the whole course. The manifest is there when nothing is wrong; otherwise all problems are, at once. */
export async function validateCourse(options: {
  lessonsDir: string;
  chapters: readonly Chapter[];
  version: string;
}): Promise<{
  manifest?: CourseManifest;
  problems: Problem[];
  /** Addresses out of the site that the texts link to. */
  outside: string[];
}> {
  const { lessonsDir, chapters, version } = options;
  const folders = await findFolders(lessonsDir);
  const wanted = listedLessons(chapters).filter((id) => folders.includes(id));
  const results = await Promise.all([...new Set(wanted)].map((id) => validateLesson(lessonsDir, id)));
  const problems = [...compareCourse(chapters, folders), ...results.flatMap((result) => result.problems)];
  const outside = [...new Set(results.flatMap((result) => result.outside))].sort();
  if (problems.length > 0) return { problems: inReadingOrder(problems), outside };
  const lessons = results.map((result) => result.lesson).filter((lesson) => lesson !== undefined);
  return { manifest: makeManifest(chapters, lessons, version), problems: [], outside };
}
