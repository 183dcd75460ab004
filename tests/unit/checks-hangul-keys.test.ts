import { describe, expect, test } from 'vitest';
import { hasHangul, latinKeys } from '../../sandbox/checks/hangul-keys.ts';

describe('Hangul typed by mistake', () => {
  test.each([
    ['애찯ㄱ', 'docker'],
    ['애찯ㄱ ㅍㄷㄱ냐ㅐㅜ', 'docker version'],
    ['애찯ㄱ ㅔㄴ -ㅁ', 'docker ps -a'],
    ['애찯ㄱ ㅑㅡㅁㅎㄷㄴ', 'docker images'],
    ['애찯ㄱ 겨ㅜ --ㄱㅡ ㅠㅕ뇨ㅠㅐㅌ:1.35 ㄷ초ㅐ ㅗㅑ', 'docker run --rm busybox:1.35 echo hi'],
    ['애찯ㄱ 채ㅡㅡㅑㅅ', 'docker commit'],
    ['애찯ㄱ 그ㅑ', 'docker rmi'],
    ['ㅣㄴ', 'ls'],
    ['echo 안녕 | cat', 'echo dkssud | cat'],
  ])('%s was meant as %s', (typed, meant) => {
    expect(latinKeys(typed)).toBe(meant);
  });

  test('leaves everything else alone', () => {
    const text = 'docker run -d --name cache_1 redis:7.0 # “x” 日本 é\n\t$';
    expect(latinKeys(text)).toBe(text);
    expect(hasHangul(text)).toBe(false);
  });

  test('takes decomposed syllables, as macOS writes them, for the same', () => {
    expect(latinKeys('애찯ㄱ'.normalize('NFD'))).toBe('docker');
    expect(hasHangul('애'.normalize('NFD'))).toBe(true);
  });

  test('finds single letters as well as syllables', () => {
    for (const text of ['ㅂ', 'ㅣ', '가', '힣', 'x애']) expect(hasHangul(text)).toBe(true);
  });
});

/** The layout again, from the keys' side and written down apart from the module's tables. */
const consonantKeys: Record<string, string> = {
  ㅂ: 'q',
  ㅈ: 'w',
  ㄷ: 'e',
  ㄱ: 'r',
  ㅅ: 't',
  ㅁ: 'a',
  ㄴ: 's',
  ㅇ: 'd',
  ㄹ: 'f',
  ㅎ: 'g',
  ㅋ: 'z',
  ㅌ: 'x',
  ㅊ: 'c',
  ㅍ: 'v',
  ㅃ: 'Q',
  ㅉ: 'W',
  ㄸ: 'E',
  ㄲ: 'R',
  ㅆ: 'T',
};
const vowelKeys: Record<string, string> = {
  ㅛ: 'y',
  ㅕ: 'u',
  ㅑ: 'i',
  ㅐ: 'o',
  ㅔ: 'p',
  ㅗ: 'h',
  ㅓ: 'j',
  ㅏ: 'k',
  ㅣ: 'l',
  ㅠ: 'b',
  ㅜ: 'n',
  ㅡ: 'm',
  ㅒ: 'O',
  ㅖ: 'P',
};
const compoundVowels: Record<string, string> = {
  ㅘ: 'ㅗㅏ',
  ㅙ: 'ㅗㅐ',
  ㅚ: 'ㅗㅣ',
  ㅝ: 'ㅜㅓ',
  ㅞ: 'ㅜㅔ',
  ㅟ: 'ㅜㅣ',
  ㅢ: 'ㅡㅣ',
};
const clusters: Record<string, string> = {
  ㄳ: 'ㄱㅅ',
  ㄵ: 'ㄴㅈ',
  ㄶ: 'ㄴㅎ',
  ㄺ: 'ㄹㄱ',
  ㄻ: 'ㄹㅁ',
  ㄼ: 'ㄹㅂ',
  ㄽ: 'ㄹㅅ',
  ㄾ: 'ㄹㅌ',
  ㄿ: 'ㄹㅍ',
  ㅀ: 'ㄹㅎ',
  ㅄ: 'ㅂㅅ',
};
const initialLetters = [...'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'];
const medialLetters = [...'ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ'];
const finalLetters = ['', ...'ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ'];

function expectedKeys(letter: string): string {
  const parts = compoundVowels[letter] ?? clusters[letter] ?? letter;
  return [...parts].map((part) => consonantKeys[part] ?? vowelKeys[part] ?? '?').join('');
}

describe('the whole layout', () => {
  test('maps every letter by itself', () => {
    for (const letter of new Set([...initialLetters, ...medialLetters, ...finalLetters.slice(1)])) {
      expect(latinKeys(letter), letter).toBe(expectedKeys(letter));
    }
  });

  test('maps every one of the 11,172 syllables, compound vowels and finals included', () => {
    let code = 0xac00;
    for (const initial of initialLetters)
      for (const medial of medialLetters)
        for (const final of finalLetters) {
          const syllable = String.fromCodePoint(code++);
          const meant = expectedKeys(initial) + expectedKeys(medial) + (final && expectedKeys(final));
          if (latinKeys(syllable) !== meant) expect.fail(`${syllable}: ${latinKeys(syllable)}, not ${meant}`);
        }
    expect(code).toBe(0xd7a4);
  });

  test('maps conjoining letters that compose to nothing', () => {
    expect(latinKeys('\u1103')).toBe('e');
    expect(latinKeys('\u116a')).toBe('hk');
    expect(latinKeys('\u11b9')).toBe('qt');
  });
});
