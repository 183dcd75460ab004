import type { LocalizedText, RichText } from '../../sandbox/contract/rich-text.ts';
import { pageLanguage } from '../lib/page.ts';
import { paragraphs } from '../lib/paragraphs.ts';

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
