import type { LocalizedText, RichText } from '../../sandbox/contract/rich-text.ts';
import { pageLanguage } from '../lib/page.ts';

/** A text of the contract. What a learner's engine said arrives as a value and is set as text, never as markup. */
export function Rich({ parts }: { parts: RichText }) {
  return (
    <>
      {paragraphs(parts).map((paragraph, index) => (
        <p key={index}>
          {paragraph.map((part, at) => {
            if (part.kind === 'code') return <code key={`${at}`}>{part.text}</code>;
            if (part.kind === 'value')
              return (
                <b class="value" key={`${at}`}>
                  {part.text}
                </b>
              );
            return part.text;
          })}
        </p>
      ))}
    </>
  );
}

export const Localized = ({ text }: { text: LocalizedText }) => <Rich parts={text[pageLanguage()]} />;

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

export const plainText = (parts: RichText) => parts.map((part) => part.text).join('');
