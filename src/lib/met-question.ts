import type { MetMistakes } from '../../sandbox/contract/http.ts';
import type { RichText } from '../../sandbox/contract/rich-text.ts';

export type MetMistake = MetMistakes['mistakes'][number];

/** Slips of the keyboard say nothing about Docker. */
const slips: readonly string[] = ['hangul', 'prompt', 'capital'];

const chapterOf = (lesson: string) => lesson.split('/')[0] ?? '';

/**
 * The mistake that comes back as a question in a lesson: one from an earlier chapter, the last chapter's first, another
 * one in each lesson of a chapter. `earlier` are the ids of the chapters before, in order; `place` is the lesson's place in
 * its own.
 */
export function pickMetMistake(
  { mistakes }: MetMistakes,
  earlier: readonly string[],
  place: number,
): MetMistake | undefined {
  const rank = ({ lesson }: MetMistake) => earlier.indexOf(chapterOf(lesson));
  const candidates = mistakes
    .filter((each) => rank(each) >= 0 && !slips.includes(each.mistake))
    .sort((a, b) => rank(b) - rank(a) || a.metAt.localeCompare(b.metAt));
  return candidates.length === 0 ? undefined : candidates[place % candidates.length];
}

/**
 * A diagnosis says what was seen, then why and what to do: its first sentence is the question, the rest the answer. One
 * of a single sentence is all answer.
 */
export function splitDiagnosis(diagnosis: RichText): { seen: RichText; why: RichText } {
  for (const [index, { kind, text }] of diagnosis.entries()) {
    const end = kind === 'text' ? /[.!?。](?=\s)/.exec(text) : null;
    if (end === null) continue;
    const cut = end.index + 1;
    return {
      seen: [...diagnosis.slice(0, index), { kind, text: text.slice(0, cut) }],
      why: [{ kind, text: text.slice(cut).trimStart() }, ...diagnosis.slice(index + 1)].filter(
        (part) => part.text !== '',
      ),
    };
  }
  return { seen: [], why: [...diagnosis] };
}
