import type { RichText } from '../../sandbox/contract/rich-text.ts';

/** A blank line in a text part starts a paragraph. */
export function paragraphs(parts: RichText): RichText[] {
  const result: RichText[] = [[]];
  for (const part of parts) {
    const pieces = part.kind === 'text' ? part.text.split(/\n\s*\n/) : [part.text];
    pieces.forEach((piece, index) => {
      if (index > 0) result.push([]);
      if (piece !== '') result.at(-1)?.push({ kind: part.kind, text: piece });
    });
  }
  return result.filter((paragraph) => paragraph.length > 0);
}
