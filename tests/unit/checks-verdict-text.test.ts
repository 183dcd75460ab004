import { describe, expect, test } from 'vitest';
import { missingValues, placeholders, renderText, visibleValue } from '../../sandbox/checks/verdict-text.ts';
import { localizedText } from '../../sandbox/contract/rich-text.ts';

describe('texts of a verdict', () => {
  test('become parts: prose, code and the learner’s own values', () => {
    const text = {
      ko: '`{image}` 이미지에 레이어가 {count}개예요.',
      en: '`docker rmi {image}` left {count}.',
    };
    expect(renderText(text, { image: 'x:1', count: 2 })).toEqual({
      ko: [
        { kind: 'value', text: 'x:1' },
        { kind: 'text', text: ' 이미지에 레이어가 ' },
        { kind: 'value', text: '2' },
        { kind: 'text', text: '개예요.' },
      ],
      en: [
        { kind: 'code', text: 'docker rmi ' },
        { kind: 'value', text: 'x:1' },
        { kind: 'text', text: ' left ' },
        { kind: 'value', text: '2' },
        { kind: 'text', text: '.' },
      ],
    });
  });

  test('never read a value as markup or as another placeholder', () => {
    const { en } = renderText({ ko: '{a}', en: '{a}' }, { a: '`<b>{b}`', b: 'secret' });
    expect(en).toEqual([{ kind: 'value', text: '`<b>{b}`' }]);
  });

  test('keep a Go template, which is no placeholder', () => {
    const go = {
      ko: '`docker ps --format "{{json .}} {{end}}"`',
      en: '`docker ps --format "{{json .}} {{end}}"`',
    };
    expect(renderText(go).en).toEqual([{ kind: 'code', text: 'docker ps --format "{{json .}} {{end}}"' }]);
  });

  test('show a value that is missing as a question mark, and name it to the proof', () => {
    const text = { ko: '{image} 이미지', en: '{image} of {other}' };
    expect(renderText(text, {}).ko[0]).toEqual({ kind: 'value', text: '?' });
    expect(missingValues(text, { image: 'x' })).toEqual(['other']);
    expect(missingValues({ ko: '{toString}', en: '' }, {})).toEqual(['toString']);
  });

  test('name placeholders once, in order', () => {
    expect(placeholders('{b} {a} {b} { c } {1}')).toEqual(['b', 'a']);
  });

  test('fit the contract however long the values are', () => {
    const rendered = renderText({ ko: '{a}'.repeat(50), en: 'x'.repeat(9_000) }, { a: '가'.repeat(9_000) });
    expect(localizedText.safeParse(rendered).success).toBe(true);
  });
});

describe('a value from a learner’s engine', () => {
  test.each([
    ['a\u202Eb', 'a<U+202E>b', 'a bidi override'],
    ['a\u2066b', 'a<U+2066>b', 'a bidi isolate'],
    ['a\u001B[31mb', 'a<U+001B>[31mb', 'an escape sequence'],
    ['a\nb\tc', 'a<U+000A>b<U+0009>c', 'line feeds and tabs'],
    ['a\u200Bb', 'a<U+200B>b', 'a zero-width space'],
    ['a\u0085b\u2028c', 'a<U+0085>b<U+2028>c', 'other line ends'],
    ['a\uD800b', 'a<U+D800>b', 'half a character'],
  ])('%j is shown as %s', (value, shown) => {
    expect(visibleValue(value)).toBe(shown);
  });

  test('keeps Hangul, emoji and ordinary text', () => {
    expect(visibleValue('가나다 redis:7.0 🐳')).toBe('가나다 redis:7.0 🐳');
  });

  test('is cut without splitting a character', () => {
    expect(visibleValue('🐳'.repeat(300))).toBe(`${'🐳'.repeat(200)}…`);
    expect(visibleValue('x'.repeat(200))).toBe('x'.repeat(200));
  });
});
