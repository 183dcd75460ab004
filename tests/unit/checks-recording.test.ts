import { describe, expect, test } from 'vitest';
import { firstDifference, normalise } from '../lessons/recording.ts';

describe('two runs print the same', () => {
  test.each([
    ['ids', 'sha256:0a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f9', '<id>'],
    ['short ids', 'redis   1ce4f1a9b0d2', 'redis <id>'],
    ['copied files', 'COPY file:7dbd10868d6c26d4…', 'COPY file:<id>…'],
    ['ages', 'Up 3 seconds, Exited (0) About a minute ago, 2 weeks ago', 'Up <age>, Exited (0) <age>, <age>'],
    ['the youngest age', 'Up Less than a second', 'Up <age>'],
    ['sizes', '4.86MB 117MB 512B 1.2 kB', '<size> <size> <size> <size>'],
    ['dates', '2026-11-24 09:36:25 +0000 UTC 2026-11-24T09:36:25.123456789Z', '<date> <date>'],
    ['dates of files', 'root 0 Nov 24 14:55 a, root 0 Jun  7 2021 b', 'root 0 <date> a, root 0 <date> b'],
    ['names that docker gives', 'x quirky_tesla nifty_curie2', 'x <name> <name>'],
    [
      'versions',
      ' Version:           26.1.5+dfsg1\n Go version: go1.24.4',
      ' Version: <version>\n Go version: <version>',
    ],
    ['commits', ' Git commit:        411e817', ' Git commit: <commit>'],
    ['widths of columns', 'A      B\t C', 'A B C'],
  ])('but for %s', (_what, printed, normal) => {
    expect(normalise(printed)).toBe(normal);
  });

  test.each(['0B', 'decade', 'redis:7.0', 'Exited (137)', 'redis-custom   second'])(
    'and %j stays',
    (printed) => {
      expect(normalise(printed)).toBe(printed.replace(/ +/, ' '));
    },
  );
});

test('the first difference is named', () => {
  expect(firstDifference('a\nUp 3 seconds', 'a\nUp 5 minutes')).toBeUndefined();
  expect(firstDifference('a\nUp 3 seconds', 'a\nExited (0) 1 second ago')).toBe(
    'line 2 was "Up <age>" and is "Exited (0) <age>"',
  );
  expect(firstDifference('a', 'a\nb')).toBe('line 2 was "" and is "b"');
});
