/**
 * The source of `content/course.ts` with a lesson more, at the end of its chapter; a chapter that is not there comes last, with
 * a title to fill in. Text for text, so that comments and order stay. Throws when the lesson is listed already.
 */
export function addToCourse(source: string, chapter: string, lesson: string): string {
  const listed = new RegExp(`(id: '${chapter}',[^\\]]*?lessons: \\[)([^\\]]*)(\\])`);
  const [, , lessons] = listed.exec(source) ?? [];
  if (lessons === undefined) return addChapter(source, chapter, lesson);
  if (lessons.includes(`'${lesson}'`))
    throw new Error(`${chapter}/${lesson} is in content/course.ts already`);
  const before = lessons.trim().replace(/,$/, '');
  return source.replace(
    listed,
    (_all, begin: string, _lessons: string, end: string) =>
      `${begin}${before === '' ? '' : `${before}, `}'${lesson}'${end}`,
  );
}

function addChapter(source: string, chapter: string, lesson: string): string {
  const end = '\n] as const satisfies';
  if (!source.includes(end)) throw new Error('content/course.ts has another shape than is known here');
  const title = `title: { ko: 'FILL IN: ${chapter}', en: 'FILL IN: ${chapter}' }`;
  return source.replace(end, () => `\n  { id: '${chapter}', ${title}, lessons: ['${lesson}'] },${end}`);
}
