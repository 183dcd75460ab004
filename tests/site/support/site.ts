import { readFileSync } from 'node:fs';
import path from 'node:path';
import { courseManifest } from '../../../sandbox/contract/manifest.ts';

/** The built site and what it was built from; `npm run test:site` builds it beforehand. */
export const siteRoot = path.resolve('dist');
const manifest = courseManifest.parse(JSON.parse(readFileSync('build/manifest.json', 'utf8')));
export const { chapters } = manifest;
export const lessons = chapters.flatMap((chapter) => chapter.lessons);

export const languages = ['ko', 'en'] as const;
export type SiteLanguage = (typeof languages)[number];
export const inLanguage = (language: SiteLanguage, address: string) =>
  language === 'ko' ? address : `/en${address}`;
