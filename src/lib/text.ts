import { type LiveTexts, type PageTexts, uiTexts } from '../../content/texts/ui.ts';
import type { Language } from '../../sandbox/contract/ids.ts';
import { fill, type Values } from './placeholders.ts';

/** The texts of a language, for pages that are built: `text(language)('minutesAbout', { n: 20 })`. */
export function text(language: Language) {
  const texts: PageTexts & LiveTexts = { ...uiTexts[language].page, ...uiTexts[language].live };
  return (key: keyof typeof texts, values: Values = {}): string => fill(texts[key], values);
}
