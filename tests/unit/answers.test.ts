import { expect, it } from 'vitest';
import {
  answerAmount,
  answerCount,
  answerDigest,
  answerLine,
  isDigest,
} from '../../sandbox/checks/answers.ts';
import type { HomeFile } from '../../sandbox/checks/home-files.ts';

const said = (text: string): HomeFile => ({ kind: 'text', text, sizeBytes: text.length });

it.each([
  ['5\n', '5'],
  ['\uFEFF"5"\r\n', '5'],
  ['\n  redis:7.0  \n\n', 'redis:7.0'],
  ['５', '5'],
])('reads one line of %j', (text, line) => {
  expect(answerLine(said(text))).toBe(line);
});

it('finds no answer where there is no line, or more than one', () => {
  const others: HomeFile[] = [{ kind: 'gone' }, { kind: 'folder' }, { kind: 'binary', sizeBytes: 3 }];
  expect([...others, said(''), said('\n'), said('5\n6\n')].map(answerLine)).toEqual(Array(6).fill(undefined));
});

it.each([
  ['5', 5],
  ['5개', 5],
  ['12 layers.', 12],
  ['12,345', 12345],
  ['5,6', undefined],
  ['5.5', undefined],
  ['-5', undefined],
  ['layers', undefined],
])('counts in %j', (text, count) => {
  expect(answerCount(said(text))).toBe(count);
});

it.each([
  ['10', 10e6],
  ['10MB', 10e6],
  ['10 mb', 10e6],
  ['10,000,000', 10e6],
  ['10000000B', 10e6],
  ['9.5 MiB', 9.5 * 1024 ** 2],
  ['100.7 메가바이트', 100.7e6],
  ['ten', undefined],
  ['10 apples', undefined],
])('takes %j for an amount', (text, bytes) => {
  expect(answerAmount(said(text))?.bytes).toBe(bytes);
});

it('knows a digest by its beginning, whatever stands in front', () => {
  const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
  for (const text of [
    '0123456789ab',
    digest,
    `redis@${digest}`,
    digest.toUpperCase().replace('SHA256', 'sha256'),
  ])
    expect(isDigest(answerDigest(said(text)), digest)).toBe(true);
  expect(isDigest(answerDigest(said('0123')), digest)).toBe(false);
  expect(isDigest(answerDigest(said('1123456789ab')), digest)).toBe(false);
});
