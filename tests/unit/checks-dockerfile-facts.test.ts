import { describe, expect, test } from 'vitest';
import { findOddCharacters, readDockerfile } from '../../sandbox/checks/dockerfile-facts.ts';

const keywords = (text: string) => readDockerfile(text).instructions.map(({ keyword }) => keyword);

describe('the text of a Dockerfile', () => {
  test('is read instruction by instruction, with flags, variables and the exec form', () => {
    const { instructions } = readDockerfile(`# syntax=docker/dockerfile:1
ARG TAG=1.35
from busybox:\${TAG} AS build
RUN --mount=type=cache,target=/x apk update && \\
    # a comment between
    apk add curl
COPY --from=build --chown=1:1 ["a b", "/x/"]
cmd ["sh", "-c", "echo hi"]
CMD echo hi`);
    expect(instructions).toMatchObject([
      { keyword: 'ARG', words: ['TAG=1.35'], line: 2 },
      { keyword: 'FROM', written: 'from', words: ['busybox:1.35', 'AS', 'build'], line: 3 },
      { keyword: 'RUN', flags: { mount: 'type=cache,target=/x' }, line: 4 },
      { keyword: 'COPY', flags: { from: 'build', chown: '1:1' }, execForm: ['a b', '/x/'], line: 7 },
      { keyword: 'CMD', execForm: ['sh', '-c', 'echo hi'], line: 8 },
      { keyword: 'CMD', execForm: undefined, text: 'echo hi', line: 9 },
    ]);
    expect(instructions[2]?.words).toEqual(['apk', 'update', '&&', 'apk', 'add', 'curl']);
  });

  test('is the same with Windows line ends, a byte order mark and no line feed at the end', () => {
    const text = '\ufeffFROM busybox:1.35\r\nCMD ["sh"]';
    expect(readDockerfile(text)).toMatchObject({
      hasByteOrderMark: true,
      hasCarriageReturns: true,
      endsWithLineFeed: false,
      oddCharacters: [],
      instructions: [
        { keyword: 'FROM', words: ['busybox:1.35'] },
        { keyword: 'CMD', execForm: ['sh'] },
      ],
    });
  });

  test('with curly quotes has no exec form, and says where they are', () => {
    const { instructions, oddCharacters } = readDockerfile('FROM a\n# “fine here”\nCMD [“sh”]\n');
    expect(instructions[1]?.execForm).toBeUndefined();
    expect(oddCharacters).toEqual([{ kind: 'curly-quote', character: '“', line: 3 }]);
  });

  test.each([
    ['RUN a && ₩\n  b', 'won', 1],
    ['FROM a\nCOPY —from=b x y', 'dash', 2],
    ['FROM\u00a0a', 'space', 1],
    ['래ㅡ busybox', 'hangul-keys', 1],
  ])('%j has an odd character', (text, kind, line) => {
    expect(findOddCharacters(text)).toMatchObject([{ kind, line }]);
  });

  test('Hangul that belongs there is not odd', () => {
    expect(findOddCharacters('FROM a\nRUN echo 안녕\nLABEL 이름="값"')).toEqual([]);
  });

  test.each([
    ['', []],
    ['\n\n', []],
    ['\\', ['\\']],
    ['FROM', ['FROM']],
    ['FROM a\nRUN <<END\nnever ends', ['FROM', 'RUN']],
    ['{"json": true}', ['{"JSON":']],
    ['CMD [\u0000]', ['CMD']],
  ])('%j is read without a throw', (text, expected) => {
    expect(keywords(text)).toEqual(expected);
  });

  test('a huge one is cut', () => {
    expect(keywords(`FROM a\n${'RUN x\n'.repeat(100_000)}`).length).toBe(200);
    expect(keywords(`FROM ${'a'.repeat(5_000_000)}`)).toEqual(['FROM']);
    expect(keywords(`ARG A=1\n${'ARG A=$A$A$A\n'.repeat(100)}FROM $A`).at(-1)).toBe('FROM');
  });
});
