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

/** The titles of a lesson's steps, from its `<Step id="…" title="…">` tags. */
export function stepTitles(body: string, steps: readonly { id: string }[]) {
  const titles = new Map<string, string>();
  for (const [tag] of body.matchAll(/<Step\b[^>]*>/g)) {
    const id = attribute(tag, 'id');
    const title = attribute(tag, 'title');
    if (id && title) titles.set(id, title);
  }
  return steps.map(({ id }) => ({ id, title: titles.get(id) ?? id }));
}

const attribute = (tag: string, name: string) =>
  new RegExp(`\\b${name}=(?:"([^"]*)"|'([^']*)')`).exec(tag)?.slice(1).find(Boolean);
