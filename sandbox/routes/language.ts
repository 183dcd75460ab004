import type { FastifyRequest } from 'fastify';
import { type Language, language } from '../contract/ids.ts';

/** The course's first language, for readers who name neither of the two. */
const fallback: Language = 'ko';

/** `?lang=` counts, then `Accept-Language` in the reader's own order. */
export function readLanguage(request: Pick<FastifyRequest, 'headers' | 'query'>): Language {
  const asked = language.safeParse((request.query as { lang?: unknown } | undefined)?.lang);
  return asked.success ? asked.data : fromHeader(request.headers['accept-language'] ?? '');
}

function fromHeader(header: string): Language {
  const wishes = header
    .slice(0, 1_000)
    .split(',')
    .map((entry) => {
      const [tag = '', ...parameters] = entry.trim().toLowerCase().split(';');
      const quality = parameters.map((each) => /^\s*q=([\d.]+)\s*$/.exec(each)?.[1]).find(Boolean);
      return { language: tag.split('-')[0], quality: Number(quality ?? 1) };
    })
    .filter((wish) => wish.quality > 0)
    .sort((a, b) => b.quality - a.quality);
  for (const wish of wishes) {
    const known = language.safeParse(wish.language);
    if (known.success) return known.data;
  }
  return fallback;
}
