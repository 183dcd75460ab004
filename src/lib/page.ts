import type { LiveTexts } from '../../content/texts/ui.ts';
import type { Language } from '../../sandbox/contract/ids.ts';
import { readAddress } from './address.ts';
import { fill, type Values } from './placeholders.ts';

/** The language of the page that this script runs in. */
export const pageLanguage = (): Language => readAddress(location.pathname).language;

let texts: LiveTexts | undefined;

function readTexts(): LiveTexts {
  const block = document.querySelector('#live-texts')?.textContent ?? '{}';
  // Written by the build that made this script, from the object that has this very type.
  return JSON.parse(block) as LiveTexts;
}

/** The live texts of this page's language. */
export function say(key: keyof LiveTexts, values: Values = {}): string {
  texts ??= readTexts();
  return fill(texts[key], values);
}
