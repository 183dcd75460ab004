import { expect, test } from 'vitest';
import { metMistakes } from '../../sandbox/contract/http.ts';
import { pickMetMistake, splitDiagnosis } from '../../src/lib/met-question.ts';

const met = (lesson: string, mistake: string, day = 1) => ({
  lesson,
  step: 'first',
  mistake,
  diagnosis: { ko: [], en: [] },
  metAt: `2026-01-0${day}T00:00:00.000Z`,
});
const all = metMistakes.parse({
  mistakes: [
    met('layers/rmi', 'forced', 3),
    met('layers/commit', 'unchanged', 2),
    met('images/pull', 'no-tag', 1),
    met('layers/commit', 'hangul', 4),
  ],
});
const asked = (earlier: string[], place: number) => pickMetMistake(all, earlier, place)?.mistake;

test('asks about earlier chapters only, and about the keyboard never', () => {
  expect(asked([], 0)).toBeUndefined();
  expect(asked(['start'], 0)).toBeUndefined();
  expect([0, 1, 2].map((place) => asked(['start', 'images'], place))).toEqual(['no-tag', 'no-tag', 'no-tag']);
});

test("takes the last chapter's first, another in each lesson, and goes round", () => {
  const earlier = ['start', 'images', 'layers', 'moving'];
  expect([0, 1, 2, 3].map((place) => asked(earlier, place))).toEqual([
    'unchanged',
    'forced',
    'no-tag',
    'unchanged',
  ]);
});

test('what was seen is the question, the rest is the answer', () => {
  expect(
    splitDiagnosis([
      { kind: 'code', text: 'redis:7.0' },
      { kind: 'text', text: ' has ' },
      { kind: 'value', text: '5' },
      { kind: 'text', text: ' layers. Nothing was changed.\n\nMake a file.' },
    ]),
  ).toEqual({
    seen: [
      { kind: 'code', text: 'redis:7.0' },
      { kind: 'text', text: ' has ' },
      { kind: 'value', text: '5' },
      { kind: 'text', text: ' layers.' },
    ],
    why: [{ kind: 'text', text: 'Nothing was changed.\n\nMake a file.' }],
  });
  const short = [{ kind: 'text' as const, text: '태그가 없어요.' }];
  expect(splitDiagnosis(short)).toEqual({ seen: [], why: short });
});
