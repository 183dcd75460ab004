import type { Language } from '../../sandbox/contract/ids.ts';

const prefix = (language: Language) => (language === 'ko' ? '' : '/en');

export const homeAddress = (language: Language) => `${prefix(language)}/`;
export const overviewAddress = (language: Language) => `${prefix(language)}/lessons/`;
export const lessonAddress = (language: Language, lesson: string) => `${prefix(language)}/lessons/${lesson}/`;

export const glossaryAddress = (language: Language) => `${prefix(language)}/glossary/`;

export const imagesAddress = (language: Language) => `${prefix(language)}/images/`;

/** Where a chapter stands on the overview. */
export const chapterAnchor = (chapter: string) => `chapter-${chapter}`;

/** The same page in the other language. */
export function otherLanguageAddress(pathname: string, language: Language): string {
  return language === 'ko' ? `/en${pathname}` : pathname.replace(/^\/en(?=\/|$)/, '') || '/';
}

/** Where a page is: its language and, on a lesson page, the lesson. */
export function readAddress(pathname: string): { language: Language; lesson: string | undefined } {
  const match = /^(\/en(?=\/|$))?(?:\/lessons\/([a-z0-9-]+\/[a-z0-9-]+))?/.exec(pathname);
  return { language: match?.[1] ? 'en' : 'ko', lesson: match?.[2] };
}
