import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { closeCode } from '../../sandbox/contract/errors.ts';
import { serverEvent } from '../../sandbox/contract/events.ts';
import * as frames from '../../sandbox/contract/frames.ts';
import { failures } from '../../sandbox/terminal/control-frames.ts';
import { maxQueuedInputBytes } from '../../sandbox/terminal/input-flow.ts';
import { terminalTiming } from '../../sandbox/terminal/timing.ts';

const doc = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');
const rows = doc.split('\n').filter((line) => line.startsWith('| '));

test.each(Object.entries(closeCode))('docs/protocol.md has close code %s', (_name, code) => {
  expect(rows.filter((row) => row.startsWith(`| ${code} |`))).toHaveLength(1);
});

test.each(Object.entries(failures))('docs/protocol.md names the failure %s beside its code', (name, code) => {
  expect(rows.find((row) => row.startsWith(`| ${code} |`))).toContain(`| \`${name}\` |`);
});

const typesOf = (union: {
  def: { options: readonly { shape: { type: { def: { values: string[] } } } }[] };
}) => union.def.options.map((option) => option.shape.type.def.values[0]);

test.each([...typesOf(frames.clientControl), ...typesOf(frames.serverControl), ...typesOf(serverEvent)])(
  'docs/protocol.md describes the message %s',
  (type) => {
    expect(rows.some((row) => row.startsWith(`| \`${type}\` |`))).toBe(true);
  },
);

test('docs/protocol.md has the numbers of the code', () => {
  const kib = (bytes: number) => `${bytes / 1024} KiB`;
  for (const text of [
    frames.terminalSubprotocol,
    kib(frames.maxInputFrameBytes),
    kib(frames.maxControlFrameBytes),
    kib(frames.outputWindowBytes),
    `${maxQueuedInputBytes / 1024 / 1024} MiB`,
    `within ${terminalTiming.helloMs / 1000} s`,
    `${terminalTiming.stallMs / 1000} s`,
    `every ${terminalTiming.pingMs / 1000} s`,
  ]) {
    expect(doc).toContain(text);
  }
});
