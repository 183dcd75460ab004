import { expect, test } from 'vitest';
import { maxInputFrameBytes } from '../../sandbox/contract/frames.ts';
import { createInputGate } from '../../src/islands/terminal/input-gate.ts';

function setUp() {
  const sent: string[] = [];
  let full = 0;
  const gate = createInputGate(
    (frame) => sent.push(new TextDecoder().decode(frame)),
    () => {
      full += 1;
    },
  );
  return { gate, sent, timesFull: () => full };
}

test('sends at once while the shell reads', () => {
  const { gate, sent } = setUp();
  gate.pushText('한');
  expect(sent).toEqual(['한']);
});

test('holds keys in order while the shell does not read, and sends them afterwards', () => {
  const { gate, sent } = setUp();
  gate.setShellReads(false);
  gate.pushText('a');
  gate.pushText('b');
  expect(sent).toEqual([]);
  gate.setShellReads(true);
  expect(sent.join('')).toBe('ab');
});

test('stays shut until replay and shell both allow it', () => {
  const { gate, sent } = setUp();
  gate.setShellReads(false);
  gate.setReplaying(true);
  gate.pushText('a');
  gate.setReplaying(false);
  expect(sent).toEqual([]);
  gate.setShellReads(true);
  expect(sent).toEqual(['a']);
});

test('holds no more than a frame and says when something was dropped', () => {
  const { gate, sent, timesFull } = setUp();
  gate.setShellReads(false);
  gate.pushText('x'.repeat(maxInputFrameBytes));
  gate.pushText('y');
  expect(timesFull()).toBe(1);
  gate.setShellReads(true);
  expect(sent.join('')).toBe('x'.repeat(maxInputFrameBytes));
});

test('cuts a large paste into frames of a permitted size', () => {
  const { gate, sent } = setUp();
  gate.pushText('z'.repeat(maxInputFrameBytes * 2 + 1));
  expect(sent.map((frame) => frame.length)).toEqual([maxInputFrameBytes, maxInputFrameBytes, 1]);
});

test.each([
  '\x1b[?1;2c',
  '\x1b[24;80R',
  '\x1b[0n',
  '\x1b]11;rgb:0000/0000/0000\x07',
  '\x1bP1$r0m\x1b\\',
  '\x1b[I',
])('drops the answer %j to a question that stands in the replay', (answer) => {
  const { gate, sent } = setUp();
  gate.setReplaying(true);
  gate.pushText(answer);
  gate.setReplaying(false);
  gate.pushText(answer);
  expect(sent).toEqual([answer]);
});

test.each(['\x1b', '\x1b[A', '\x1b[1;5C', '\x1bOP', '\x1b[3~', 'c', 'docker ps\r'])(
  'keeps the key %j that is pressed during the replay',
  (key) => {
    const { gate, sent } = setUp();
    gate.setReplaying(true);
    gate.pushText(key);
    gate.setReplaying(false);
    expect(sent).toEqual([key]);
  },
);
