import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LessonText, type Placed, readLessonText } from './lesson-text.ts';
import type { Problem } from './problem.ts';

/** Pages that are no lessons, from the language's root. */
const pages = ['', 'lessons/', 'glossary/'];

/**
 * Every link of a text leads to a page of the same language, to a step that is there, or out of the site by https. What is
 * outside is not fetched: a course must validate without a network.
 */
export async function examineLinks(text: LessonText, lessonsDir: string): Promise<Problem[]> {
  if (!text.readable) return [];
  const problems = await Promise.all(text.links.map((link) => examineLink(text, link, lessonsDir)));
  return problems.filter((problem) => problem !== undefined);
}

async function examineLink(text: LessonText, link: Placed, lessonsDir: string): Promise<Problem | undefined> {
  const { file } = text;
  const wrong = (expected: string, mend: string): Problem => ({
    file,
    line: link.line,
    found: `a link to ${link.id}`,
    expected,
    mend,
  });
  if (/^https:\/\/[^/]+\.[^/]+/.test(link.id)) return undefined;
  const root = file.endsWith('/en.mdx') ? '/en/' : '/';
  const [path = '', anchor] = link.id.split('#');
  if (path === '') return anchorProblem(text, anchor, wrong);
  if (!path.startsWith('/'))
    return wrong(
      `https://…, #step-…, or an address from ${root}`,
      `Write ${root}lessons/<chapter>/<lesson>/.`,
    );
  const inside = path.startsWith(root) ? path.slice(root.length) : undefined;
  if (inside === undefined || (root === '/' && inside.startsWith('en/')))
    return wrong(`an address from ${root}`, 'Link to the page in the language of the text.');
  if (pages.includes(inside)) return undefined;
  const [, id] = /^lessons\/([a-z0-9-]+\/[a-z0-9-]+)\/$/.exec(inside) ?? [];
  const name = file.slice(file.lastIndexOf('/') + 1);
  const source = id && (await readFile(join(lessonsDir, id, name), 'utf8').catch(() => undefined));
  if (source === undefined || id === undefined)
    return wrong(
      `${root}lessons/<chapter>/<lesson>/ of a lesson that is there, with the slash at its end`,
      'Correct the address.',
    );
  return anchorProblem(readLessonText(`lessons/${id}/${name}`, source).text, anchor, wrong);
}

function anchorProblem(
  target: LessonText,
  anchor: string | undefined,
  wrong: (expected: string, mend: string) => Problem,
): Problem | undefined {
  if (anchor === undefined) return undefined;
  const anchors = target.steps.map(({ id }) => `step-${id}`);
  if (anchors.includes(anchor)) return undefined;
  return wrong(
    `a step of ${target.file}: ${anchors.map((id) => `#${id}`).join(', ')}`,
    'Link to a step, whose anchor is the same in both languages, or to the page without an anchor.',
  );
}
