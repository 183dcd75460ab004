import { type GlossaryTerm, glossary } from '../../content/glossary.ts';
import type { Language } from '../../sandbox/contract/ids.ts';

/** A piece of prose: plain text, or a word that is a term's first use. */
export type Piece = { text: string; term?: { id: string; text: string } };

/** A Korean term is followed by nothing, by a particle, or by a form of 하다, 되다 or 이다. */
const korean =
  '(?=$|[^가-힣]|은|는|이|가|을|를|의|에|와|과|도|만|로|으로|부터|까지|보다|마다|처럼|들|나|이나|라|이라|란|예요|이에요|였|고|며|죠|인|하|해|한|할|했|되|된|될|됐|돼)';
const english = "(?:s|es|’s|'s)?(?![\\p{L}\\p{N}-])";

/**
 * Finds terms in the prose of one text, each the first time only. Longer terms come first, so that `쓰기 레이어` is not
 * taken for `레이어`.
 */
export function createTermFinder(language: Language): (text: string) => Piece[] {
  const words = new Map<string, GlossaryTerm>();
  for (const term of glossary as readonly GlossaryTerm[]) {
    if (term.marked === false) continue;
    for (const word of [term[language].term, ...(term[language].also ?? [])])
      words.set(word.toLowerCase(), term);
  }
  const longestFirst = [...words.keys()].sort((a, b) => b.length - a.length).join('|');
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}./-])(${longestFirst})${language === 'ko' ? korean : english}`,
    'giu',
  );
  const met = new Set<string>();

  return (text) => {
    const pieces: Piece[] = [];
    let end = 0;
    for (const match of text.matchAll(pattern)) {
      const term = words.get((match[1] ?? '').toLowerCase());
      if (term === undefined || met.has(term.id)) continue;
      met.add(term.id);
      const [shown] = match;
      pieces.push(
        { text: text.slice(end, match.index) },
        { text: shown, term: { id: term.id, text: term[language].text } },
      );
      end = match.index + shown.length;
    }
    pieces.push({ text: text.slice(end) });
    return pieces.filter((piece) => piece.text !== '');
  };
}
