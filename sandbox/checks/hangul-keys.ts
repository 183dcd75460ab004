/** Keys of the two-set (두벌식, KS X 5002) layout, in the order in which Unicode counts the letters of a syllable. */
const initials = 'r R s e E f a q Q t T d w W c z x v g'.split(' ');
const medials = 'k o i O j p u P h hk ho hl y n nj np nl b m ml l'.split(' ');
const finals = 'r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g'.split(' ');

/** Letters by themselves, U+3131 to U+3163: consonants (single, double, clusters), then vowels. */
const letters = [
  ...'r R rt s sw sg e E f fr fa fq ft fx fv fg a q Q qt t T d w W c z x v g'.split(' '),
  ...medials,
];

const hangul = /[\u1100-\u1112\u1161-\u1175\u11a8-\u11c2\u3131-\u3163\uac00-\ud7a3]/u;

/** Whether a text has Hangul that two-set keys can make. */
export function hasHangul(text: string): boolean {
  return hangul.test(text);
}

/**
 * Takes Hangul back to the Latin keys that were pressed, as if the Korean layout had been off: `애찯ㄱ` is `docker`. All
 * other characters stay. A letter that the layout has no shifted form of comes back in lower case (both keys type it).
 */
export function latinKeys(text: string): string {
  return [...text.normalize('NFC')].map(keysOf).join('');
}

function keysOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const index = code - 0xac00;
  if (index >= 0 && index < 11_172) return keysOfSyllable(index);
  return (
    letters[code - 0x3131] ??
    initials[code - 0x1100] ??
    medials[code - 0x1161] ??
    finals[code - 0x11a8] ??
    character
  );
}

/** The Unicode Standard, §3.12: index = (initial × 21 + medial) × 28 + final, where final 0 is none. */
function keysOfSyllable(index: number): string {
  const initial = initials[Math.floor(index / 588)] ?? '';
  const medial = medials[Math.floor((index % 588) / 28)] ?? '';
  const final = finals[(index % 28) - 1] ?? '';
  return initial + medial + final;
}
