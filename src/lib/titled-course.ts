import type { Language } from '../../sandbox/contract/ids.ts';
import { readCourse } from './course.ts';
import { getLessonText } from './lesson-text.ts';

/** The course as a language tells it: chapters with their minutes, lessons with title and description. */
export function titledCourse(language: Language) {
  return Promise.all(
    readCourse().chapters.map(async ({ id, title, lessons }, number) => ({
      id,
      number,
      title: title[language],
      minutes: lessons.reduce((sum, lesson) => sum + lesson.minutes, 0),
      lessons: await Promise.all(
        lessons.map(async (lesson) => ({ ...lesson, ...(await getLessonText(lesson.id, language)).data })),
      ),
    })),
  );
}
export type TitledChapter = Awaited<ReturnType<typeof titledCourse>>[number];

/** What stands on a list of lessons for `islands/course-progress.ts`. */
export const progressMarks = (lesson: TitledChapter['lessons'][number]) => ({
  'data-course-lesson': lesson.id,
  'data-steps': lesson.steps.map(({ id }) => id).join(' '),
});
