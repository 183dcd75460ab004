import { lineOf, type MdxNode } from './mdx-tree.ts';
import type { Problem } from './problem.ts';

/** Components that a lesson's text may use, with the attributes that each must have. */
const components: Readonly<Record<string, readonly string[]>> = {
  Recall: ['question'],
  Predict: ['question'],
  Step: ['id', 'title'],
  Recorded: ['id'],
  OwnComputer: [],
  Figure: ['name', 'alt'],
  Aside: ['type'],
  Value: ['step', 'of', 'fallback'],
};

const asideTypes = ['note', 'caution'];

/** How often a component must stand in a text. */
const counts = [
  { name: 'Recall', least: 2, most: 2, mend: 'Ask about the lesson before and the third before it.' },
  { name: 'Predict', least: 1, most: 99, mend: 'Let the learner say what will happen, then try it.' },
  {
    name: 'OwnComputer',
    least: 1,
    most: 99,
    mend: 'Say what a fresh Engine or Docker Desktop does otherwise.',
  },
] as const;

export function examineComponents(file: string, nodes: readonly MdxNode[]): Problem[] {
  return [
    ...nodes.flatMap((node) => [...examineComponent(file, node), ...examineScript(file, node)]),
    ...examineCounts(file, nodes),
    ...lateRecalls(file, nodes),
  ];
}

function examineComponent(file: string, node: MdxNode): Problem[] {
  if (!/^[A-Z]/.test(node.name ?? '')) return [];
  const name = node.name ?? '';
  const needed = Object.hasOwn(components, name) ? components[name] : undefined;
  if (!needed) {
    const expected = `one of ${Object.keys(components).join(', ')}`;
    const mend = 'Use one of these; a new one belongs in src/components/lesson/.';
    return [{ file, line: lineOf(node), found: `<${name}>`, expected, mend }];
  }
  return [...examineAttributes(file, node, name, needed), ...examineAside(file, node, name)];
}

function examineAttributes(file: string, node: MdxNode, name: string, needed: readonly string[]): Problem[] {
  const given = node.attributes ?? [];
  const missing = needed.filter((key) => {
    const value = given.find((attribute) => attribute.name === key)?.value;
    return typeof value !== 'string' || value.trim() === '';
  });
  const strange = given.map((each) => each.name ?? '{…}').filter((key) => !needed.includes(key));
  const expected = ['<', name, ...needed.map((key) => ` ${key}="…"`), '>'].join('');
  return [
    ...missing.map((key) => ({
      file,
      line: lineOf(node),
      found: `<${name}> without a plain \`${key}\``,
      expected,
      mend: `Write ${key}="…".`,
    })),
    ...strange.map((key) => ({
      file,
      line: lineOf(node),
      found: `<${name}> with \`${key}\``,
      expected,
      mend: `Remove \`${key}\`.`,
    })),
  ];
}

function examineAside(file: string, node: MdxNode, name: string): Problem[] {
  const type = node.attributes?.find((attribute) => attribute.name === 'type')?.value;
  if (name !== 'Aside' || typeof type !== 'string' || asideTypes.includes(type)) return [];
  return [
    {
      file,
      line: lineOf(node),
      found: `<Aside type="${type}">`,
      expected: `one of ${asideTypes.join(', ')}`,
      mend: 'Write type="note" or type="caution".',
    },
  ];
}

/** Texts are data: what they show comes from components, never from code in them. */
function examineScript(file: string, node: MdxNode): Problem[] {
  const line = lineOf(node);
  if (node.type === 'mdxjsEsm') {
    const mend = 'Remove it: the components are there without an import.';
    return [{ file, line, found: '`import` or `export`', expected: 'prose and components', mend }];
  }
  const isExpression = node.type === 'mdxFlowExpression' || node.type === 'mdxTextExpression';
  if (!isExpression || /^\s*\/\*.*\*\/\s*$/s.test(node.value ?? '')) return [];
  const found = `the expression {${(node.value ?? '').slice(0, 40)}}`;
  return [{ file, line, found, expected: 'prose and components', mend: 'Write `\\{` for the brace itself.' }];
}

function examineCounts(file: string, nodes: readonly MdxNode[]): Problem[] {
  return counts.flatMap(({ name, least, most, mend }) => {
    const count = nodes.filter((node) => node.name === name).length;
    if (count >= least && count <= most) return [];
    const expected = least === most ? `exactly ${least} <${name}>` : `at least ${least} <${name}>`;
    return [{ file, found: `${count} <${name}>`, expected, mend }];
  });
}

function lateRecalls(file: string, nodes: readonly MdxNode[]): Problem[] {
  const firstStep = nodes.findIndex((node) => node.name === 'Step');
  return nodes
    .filter((node, index) => node.name === 'Recall' && firstStep !== -1 && index > firstStep)
    .map((node) => ({
      file,
      line: lineOf(node),
      found: 'a <Recall> behind the first <Step>',
      expected: 'recall questions at the top',
      mend: 'Move it above the first step.',
    }));
}
