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
  /** `<Value>`, as `step.of`. */
  values: Placed[];
  /** Addresses of links, as they are written. */
  links: Placed[];
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
    values: valuesOf(nodes),
    links: nodes
      .filter(({ type }) => type === 'link' || type === 'definition')
      .map((node) => ({ id: node.url ?? '', line: lineOf(node) })),
    commands: nodes.filter((node) => node.type === 'code' && node.lang === 'sh').map(toCommands),
  };
  const inside = text.readable ? [...examineComponents(file, nodes), ...examineCode(file, nodes)] : [];
  return { text, problems: [...frontMatter.problems, ...problems, ...inside] };
}

function namesOf(nodes: readonly MdxNode[], component: string): Placed[] {
  return nodes
    .filter((node) => node.name === component)
    .map((node) => ({ id: attributeOf(node, 'id'), line: lineOf(node) }));
}

function valuesOf(nodes: readonly MdxNode[]): Placed[] {
  return nodes
    .filter((node) => node.name === 'Value')
    .map((node) => ({ id: `${attributeOf(node, 'step')}.${attributeOf(node, 'of')}`, line: lineOf(node) }));
}

function attributeOf(node: MdxNode, name: string): string {
  const value = node.attributes?.find((attribute) => attribute.name === name)?.value;
  return typeof value === 'string' ? value : '';
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
