import { expect, test } from 'vitest';
import { MarkLog } from '../../sandbox/terminal/mark-log.ts';
import { OscParser } from '../../sandbox/terminal/osc-parser.ts';
import { type ShellMark, ShellMarkReader } from '../../sandbox/terminal/shell-marks.ts';
import { session } from './support/store.ts';

const nonce = 'abc123';
const osc = (text: string, end = '\x07') => `\x1b]${text}${end}`;
const commandStart = (text: string, by = nonce) => osc(`633;E;${text};${by}`) + osc('133;C;aid=7');
const commandEnd = (code: number | string) => osc(`133;D;${code};aid=7`);

function read(text: string | Buffer, live = true): ShellMark[] {
  return new ShellMarkReader(nonce, () => 1_000).read(Buffer.from(text), live);
}

const whole = `a${osc('133;A;aid=7')}$ ${osc('133;B;aid=7')}docker ps\r\n${commandStart('docker ps')}out${commandEnd(0)}`;

test('reads prompt, start and end of a command with its text and exit code', () => {
  expect(read(whole)).toEqual([
    { kind: 'prompt', at: `a${osc('133;A;aid=7')}`.length },
    { kind: 'command-start', at: whole.indexOf('out') },
    { kind: 'command-end', at: whole.length, exitCode: 0, text: 'docker ps', durationMs: 0 },
  ]);
});

test('finds the same marks wherever the stream is cut', () => {
  const bytes = Buffer.from(`한글${whole}${osc('133;D;1;aid=7', '\x1b\\')}`);
  const expected = read(bytes).map(({ at, ...mark }) => mark);
  for (let cut = 0; cut <= bytes.length; cut += 1) {
    const reader = new ShellMarkReader(nonce, () => 1_000);
    const marks = [bytes.subarray(0, cut), bytes.subarray(cut)].flatMap((part) => reader.read(part, true));
    expect(marks.map(({ at, ...mark }) => mark)).toEqual(expected);
  }
  const reader = new ShellMarkReader(nonce, () => 1_000);
  const marks = [...bytes].flatMap((byte) => reader.read(Buffer.of(byte), true));
  expect(marks.map(({ at, ...mark }) => mark)).toEqual(expected);
});

test('takes a command line only with the nonce', () => {
  const end = (text: string) => read(text).find((mark) => mark.kind === 'command-end');
  expect(end(commandStart('rm -rf', 'wrong1') + commandEnd(0))).toMatchObject({ text: '' });
  expect(end(commandStart('rm -rf', '') + commandEnd(0))).toMatchObject({ text: '' });
  expect(end(osc('633;E;rm -rf') + osc('133;C') + commandEnd(0))).toMatchObject({ text: '' });
  expect(
    new ShellMarkReader('', () => 0).read(Buffer.from(commandStart('x', '') + commandEnd(0)), true),
  ).toMatchObject([{ kind: 'command-start' }, { text: '' }]);
});

test('unescapes a command line of several lines, semicolons and backslashes', () => {
  const [, end] = read(commandStart('echo \\\\x3b\\x3b a\\x0a한글 \\x1b') + commandEnd(0));
  expect(end).toMatchObject({ text: 'echo \\x3b; a\n한글 \x1b' });
});

test('an empty line ends no command', () => {
  expect(read(osc('133;D;;aid=7') + osc('133;A'))).toMatchObject([{ kind: 'prompt' }]);
});

test('the prompt of a continued line is none', () => {
  expect(read(osc('133;A;k=s;aid=7'))).toEqual([]);
});

test('does not take the code of another shell, and no impossible code', () => {
  expect(read(commandStart('bash') + osc('133;D;0;aid=8'))).toMatchObject([{}, { text: '', exitCode: 0 }]);
  expect(read(commandStart('bash') + commandEnd('9'.repeat(9)))).toMatchObject([
    {},
    { text: 'bash', exitCode: undefined },
  ]);
});

test('says nothing of the duration of what was replayed', () => {
  const reader = new ShellMarkReader(nonce, () => 1_000);
  reader.read(Buffer.from(commandStart('sleep 9')), false);
  expect(reader.read(Buffer.from(commandEnd(0)), true)).toMatchObject([
    { durationMs: undefined, text: 'sleep 9' },
  ]);
});

test('hostile output costs bounded memory and loses no later mark', () => {
  const parser = new OscParser([133, 633]);
  parser.parse(Buffer.from('\x1b]633;E;'));
  const flood = Buffer.alloc(1024 * 1024, 0x41);
  for (let round = 0; round < 64; round += 1) expect(parser.parse(flood)).toEqual([]);
  expect(parser.parse(Buffer.from(`\x07${osc('133;A')}`)).map((each) => each.number)).toEqual([133]);
});

test.each([
  ['cancelled by CAN', '\x1b]133;A\x18'],
  ['cancelled by SUB', '\x1b]133;A\x1a'],
  ['broken off by another sequence', '\x1b]133;A\x1b[0m'],
  ['another number', osc('1330;A')],
  ['a number that is too long', osc('00000133;A')],
  ['no number', osc(';A')],
  ['the 8-bit introducer', '\u009d133;A\x07'],
])('does not take for a mark what is %s', (_name, text) => {
  expect(read(text)).toEqual([]);
  expect(read(text + osc('133;A'))).toHaveLength(1);
});

test('never throws, whatever comes', () => {
  const pieces = [
    '\x1b',
    ']',
    '133',
    '633',
    ';',
    'A',
    'C',
    'D',
    'E;',
    '\x07',
    '\\',
    '\x18',
    nonce,
    '\\x',
    '한',
    '0',
  ];
  let seed = 42;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed % below;
  };
  const reader = new ShellMarkReader(nonce, () => 0);
  for (let round = 0; round < 20_000; round += 1) {
    const bytes = Buffer.from(
      Array.from({ length: random(8) }, () => pieces[random(pieces.length)]).join(''),
    );
    for (const mark of reader.read(bytes, true)) expect(mark.at).toBeLessThanOrEqual(bytes.length);
  }
});

test('a mark counts once, for whichever connection reads it first', () => {
  const log = new MarkLog();
  log.begin(session, 'main', 100);
  expect(log.take(session, 'main', 90)).toBe(false);
  expect(log.take(session, 'main', 120)).toBe(true);
  log.begin(session, 'main', 150);
  expect(log.take(session, 'main', 120)).toBe(false);
  // It ended while nobody was connected.
  expect(log.take(session, 'main', 140)).toBe(true);
  // A new shell counts from its own beginning.
  log.begin(session, 'main', 0);
  expect(log.take(session, 'main', 30)).toBe(true);
  log.forget(session);
  expect(log.take(session, 'main', 200)).toBe(false);
});
