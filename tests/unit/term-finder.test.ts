import { expect, test } from 'vitest';
import { glossary } from '../../content/glossary.ts';
import { createTermFinder } from '../../src/lib/term-finder.ts';

const marked = (language: 'ko' | 'en', ...texts: string[]) => {
  const find = createTermFinder(language);
  return texts.map((text) =>
    find(text).flatMap((piece) => (piece.term ? [`${piece.text}=${piece.term.id}`] : [])),
  );
};

test('a term is found before a particle, and only the first time', () => {
  expect(marked('ko', '이미지(image)는 레이어를 쌓아요.', '이미지의 레이어')).toEqual([
    ['이미지=image', '레이어=layer'],
    [],
  ]);
});

test('the longer term wins', () => {
  expect(marked('ko', '쓰기 레이어와 레이어')).toEqual([['쓰기 레이어=writable-layer', '레이어=layer']]);
  expect(marked('en', 'Anonymous volumes, and volumes')).toEqual([
    ['Anonymous volumes=anonymous-volume', 'volumes=volume'],
  ]);
});

test('a part of another word is no term', () => {
  expect(marked('ko', '태그룹, 빌드킷, 서브볼륨')).toEqual([[]]);
  expect(marked('en', 'stage, prebuild, tagged, /var/image, label-like')).toEqual([[]]);
});

test('nothing of the text is lost', () => {
  const text = '볼륨에 든 파일은 이미지에 커밋되지 않아요.';
  expect(
    createTermFinder('ko')(text)
      .map((piece) => piece.text)
      .join(''),
  ).toBe(text);
});

test('every term has an id of its own and is explained in both languages', () => {
  expect(new Set(glossary.map(({ id }) => id)).size).toBe(glossary.length);
  for (const { ko, en } of glossary) {
    expect(ko.text).toMatch(/요\.$/);
    expect(en.text).toMatch(/\.$/);
  }
});
