import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { uiTexts } from '../../content/texts/ui.ts';
import { lessonAddress, otherLanguageAddress, readAddress } from '../../src/lib/address.ts';
import { backoffMs } from '../../src/lib/backoff.ts';
import { paragraphs } from '../../src/lib/paragraphs.ts';
import { fill } from '../../src/lib/placeholders.ts';
import { stepTitles } from '../../src/lib/step-titles.ts';

const source = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(astro|tsx?)$/.test(name))
  .map((name) => readFileSync(`src/${name}`, 'utf8'))
  .join('\n');
const texts = (language: 'ko' | 'en') => ({ ...uiTexts[language].page, ...uiTexts[language].live });
const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort();

describe('UI texts', () => {
  test('are all used', () => {
    const unused = Object.keys(texts('ko')).filter((key) => !new RegExp(`['"]${key}['"]`).test(source));
    expect(unused).toEqual([]);
  });

  test('have the same values in both languages', () => {
    const english = new Map(Object.entries(texts('en')));
    for (const [key, korean] of Object.entries(texts('ko'))) {
      expect([key, placeholders(english.get(key) ?? '')]).toEqual([key, placeholders(korean)]);
    }
  });

  test('a value fills its place, and one that is missing stays visible', () => {
    expect(fill('{a} of {b}', { a: 1 })).toBe('1 of {b}');
  });
});

describe('addresses', () => {
  test.each(['/', '/lessons/', '/lessons/layers/commit/', '/lessons/layers/commit'])(
    '%s has a twin',
    (address) => {
      const english = otherLanguageAddress(address, 'ko');
      expect(english).toBe(`/en${address}`);
      expect(otherLanguageAddress(english, 'en')).toBe(address);
      expect(readAddress(english).language).toBe('en');
      expect(readAddress(address).language).toBe('ko');
    },
  );

  test('a lesson page knows its lesson', () => {
    expect(readAddress(lessonAddress('en', 'layers/commit'))).toEqual({
      language: 'en',
      lesson: 'layers/commit',
    });
    expect(readAddress('/lessons/')).toEqual({ language: 'ko', lesson: undefined });
  });

  test('an address that only begins like English is Korean', () => {
    expect(readAddress('/engine').language).toBe('ko');
  });
});

test('a blank line in a text starts a paragraph, one in a value does not', () => {
  const parts = [
    { kind: 'text', text: 'a ' },
    { kind: 'value', text: 'x\n\ny' },
    { kind: 'text', text: ' b\n\nc' },
  ] as const;
  expect(paragraphs([...parts]).map((paragraph) => paragraph.map((part) => part.text).join(''))).toEqual([
    'a x\n\ny b',
    'c',
  ]);
});

test('titles of steps come from their tags, whatever their quotes and order', () => {
  const body = `<Step id="a" title="First: 'x'">\n</Step>\n<Step title='Second' id='b'>`;
  expect(stepTitles(body, [{ id: 'a' }, { id: 'b' }])).toEqual([
    { id: 'a', title: "First: 'x'" },
    { id: 'b', title: 'Second' },
  ]);
});

test('attempts to connect come further apart, up to a bound', () => {
  const delays = [0, 1, 2, 3, 10, 1000].map((attempt) => backoffMs(attempt, () => 1));
  expect(delays).toEqual([500, 1000, 2000, 4000, 8000, 8000]);
  expect(backoffMs(0, () => 0)).toBeGreaterThan(0);
});
