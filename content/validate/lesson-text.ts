import { examineComponents } from './components.ts';
import { readFrontMatter } from './front-matter.ts';
import { lineOf, type MdxNode, parseMdx } from './mdx-tree.ts';
import type { Problem } from './problem.ts';

/** Something named in a text, and where. */
export interface Placed {
  id: string;
  line: number;
}

/** What of a lesson's text must agree with its `lesson.ts` and with the other language. */
export interface LessonText {
  file: string;
  /** False when the MDX could not be read: then the lists are empty and say nothing. */
  readable: boolean;
  steps: Placed[];
  recorded: Placed[];
  /** Fenced `sh` blocks, without comments and blank lines. */
  commands: Placed[];
}

/** Reads `ko.mdx` or `en.mdx`; everything that is wrong in it alone is in `problems`. */
export function readLessonText(file: string, source: string): { text: LessonText; problems: Problem[] } {
  const frontMatter = readFrontMatter(file, source);
  const { nodes, problems } = parseMdx(file, frontMatter.body);
  const text: LessonText = {
    file,
    readable: problems.length === 0,
    steps: namesOf(nodes, 'Step'),
    recorded: namesOf(nodes, 'Recorded'),
    commands: nodes.filter((node) => node.type === 'code' && node.lang === 'sh').map(toCommands),
  };
  const inside = text.readable ? [...examineComponents(file, nodes), ...examineCode(file, nodes)] : [];
  return { text, problems: [...frontMatter.problems, ...problems, ...inside] };
}

function namesOf(nodes: readonly MdxNode[], component: string): Placed[] {
  return nodes
    .filter((node) => node.name === component)
    .map((node) => {
      const value = node.attributes?.find((attribute) => attribute.name === 'id')?.value;
      return { id: typeof value === 'string' ? value : '', line: lineOf(node) };
    });
}

function toCommands(node: MdxNode): Placed {
  const lines = (node.value ?? '').split('\n').map((line) => line.trimEnd());
  const id = lines.filter((line) => line !== '' && !line.trimStart().startsWith('#')).join('\n');
  return { id, line: lineOf(node) };
}

function examineCode(file: string, nodes: readonly MdxNode[]): Problem[] {
  return nodes
    .filter((node) => node.type === 'code' && !node.lang)
    .map((node) => ({
      file,
      line: lineOf(node),
      found: 'a code block without a language',
      expected: '```sh for commands, ```txt for output',
      mend: 'Name the language behind the opening backticks.',
    }));
}
