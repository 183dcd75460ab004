import type { Language } from '../../sandbox/contract/ids.ts';
import { type Excerpt, readExcerpt } from './search-excerpt.ts';

/** A place that was found: a part of a page, under its nearest heading. */
export interface SearchResult {
  address: string;
  title: string;
  /** The heading inside the page, where it is not the page's own. */
  part: string | undefined;
  chapter: string | undefined;
  excerpt: Excerpt;
}

/** What we use of Pagefind (https://pagefind.app/docs/api/). */
interface Pagefind {
  search(term: string): Promise<{ results: { data(): Promise<PagefindPage> }[] }>;
}
interface PagefindPage {
  url: string;
  meta: Record<string, string>;
  excerpt: string;
  sub_results: { title: string; url: string; excerpt: string; locations: number[] }[];
}

const shownPages = 12;
const loaded = new Map<Language, Promise<Pagefind>>();

/** The index exists only after the build, so its address is put together here, where no bundler follows it. */
function load(language: Language): Promise<Pagefind> {
  const address = `/search/${language}/pagefind.js`;
  // What is at that address is Pagefind's own module, made in the same build.
  const module = loaded.get(language) ?? (import(/* @vite-ignore */ address) as Promise<Pagefind>);
  loaded.set(language, module);
  module.catch(() => loaded.delete(language));
  return module;
}

/** The places of one language that fit, best first. Rejects where the site has no index, or cannot be reached. */
export async function search(language: Language, term: string): Promise<SearchResult[]> {
  const { results } = await (await load(language)).search(term);
  const pages = await Promise.all(results.slice(0, shownPages).map((result) => result.data()));
  return pages.map(toResult);
}

function toResult({ url, meta, excerpt, sub_results: parts }: PagefindPage): SearchResult {
  const best = parts.toSorted((a, b) => b.locations.length - a.locations.length)[0];
  const title = meta.title ?? url;
  return {
    address: best?.url ?? url,
    title,
    part: best && best.title !== title ? best.title : undefined,
    chapter: meta.chapter,
    excerpt: readExcerpt(best?.excerpt ?? excerpt),
  };
}
