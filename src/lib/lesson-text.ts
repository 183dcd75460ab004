import { getEntry } from 'astro:content';
import type { Language } from '../../sandbox/contract/ids.ts';

/** A lesson's text. Validation has run before, so a missing one is a mistake of the build's order. */
export async function getLessonText(lesson: string, language: Language) {
  const entry = await getEntry('lessons', `${lesson}/${language}`);
  if (entry === undefined)
    throw new Error(
      `lessons/${lesson}/${language}.mdx is missing. Run \`node content/validate/cli.ts\` to see why.`,
    );
  return entry;
}
