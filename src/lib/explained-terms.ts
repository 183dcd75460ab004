import type { SatteriProcessorOptions } from '@astrojs/markdown-satteri';
import { glossaryAddress } from './address.ts';
import { createTermFinder, type Piece } from './term-finder.ts';

type HastPlugin = NonNullable<SatteriProcessorOptions['hastPlugins']>[number];

/** No term is marked in these: code and names stand for themselves, and what is folded away is not a first meeting. */
const leftOut = new Set([
  'a',
  'code',
  'pre',
  'h1',
  'h2',
  'h3',
  'h4',
  'Recall',
  'Predict',
  'Recorded',
  'Figure',
  'Value',
]);

/** Marks the first use of each term of the glossary in a lesson's prose, with its explanation. */
export const explainedTerms: HastPlugin = ({ fileURL }) => {
  const language = fileURL?.pathname.endsWith('/en.mdx') ? 'en' : 'ko';
  const find = createTermFinder(language);
  return {
    name: 'explained-terms',
    text(node, context) {
      type Above = ReturnType<typeof context.parent>;
      for (let above: Above = context.parent(node); above; above = context.parent(above)) {
        if (leftOut.has(nameOf(above))) return;
      }
      const pieces = find(node.value);
      if (pieces.some(({ term }) => term))
        context.replaceNode(
          node,
          pieces.map((piece) => toNode(piece, glossaryAddress(language))),
        );
    },
  };
};

function nameOf(node: object): string {
  const name = 'tagName' in node ? node.tagName : 'name' in node ? node.name : '';
  return typeof name === 'string' ? name : '';
}

const element = (
  tagName: string,
  properties: Record<string, string>,
  children: (Element | Text)[],
): Element => ({
  type: 'element',
  tagName,
  properties,
  children,
});
interface Text {
  type: 'text';
  value: string;
}
interface Element {
  type: 'element';
  tagName: string;
  properties: Record<string, string>;
  children: (Element | Text)[];
}

/** A link to the glossary, so that it explains without a script too; `styles/terms.css` shows the explanation. */
function toNode({ text, term }: Piece, glossary: string): Element | Text {
  const word: Text = { type: 'text', value: text };
  if (term === undefined) return word;
  const id = `term-${term.id}`;
  return element('span', { className: 'term' }, [
    element('a', { href: `${glossary}#${term.id}`, ariaDescribedBy: id }, [word]),
    element('span', { role: 'tooltip', id, dataPagefindIgnore: '' }, [{ type: 'text', value: term.text }]),
  ]);
}
