import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { ExecDemultiplexer } from '../../sandbox/engine/docker/exec-demultiplexer.ts';
import {
  BadFrame,
  type HolderFrame,
  HolderFrameParser,
  keyFrames,
  resizeFrame,
} from '../../sandbox/engine/docker/terminal-frames.ts';
import { parseEvent } from '../../sandbox/engine/learner-engine-events.ts';
import { linesOf } from '../../sandbox/engine/lines.ts';

const record = (type: number, payload: string) => {
  const head = Buffer.alloc(8);
  head[0] = type;
  head.writeUInt32BE(Buffer.byteLength(payload), 4);
  return Buffer.concat([head, Buffer.from(payload)]);
};
const frame = (type: string, payload: Buffer) => {
  const head = Buffer.alloc(5);
  head.write(type, 'latin1');
  head.writeUInt32BE(payload.length, 1);
  return Buffer.concat([head, payload]);
};

async function collect(lines: AsyncIterable<string>): Promise<string[]> {
  const all: string[] = [];
  for await (const line of lines) all.push(line);
  return all;
}

describe('the streams of an exec', () => {
  it('are told apart wherever the chunks are cut', async () => {
    const bytes = Buffer.concat([record(1, 'out1'), record(2, 'err1'), record(1, ''), record(1, 'out2')]);
    for (let size = 1; size <= bytes.length; size++) {
      const source = new PassThrough();
      const { stdout, stderr, ended } = new ExecDemultiplexer(source);
      for (let at = 0; at < bytes.length; at += size) source.write(bytes.subarray(at, at + size));
      source.end();
      expect(await Promise.all([text(stdout), text(stderr)])).toEqual(['out1out2', 'err1']);
      await ended;
    }
  });

  it('go on after a reader that stood still', async () => {
    const source = new PassThrough();
    const { stdout, stderr } = new ExecDemultiplexer(source);
    stderr.resume();
    const total = 400 * 16_384;
    void Readable.from(Array.from({ length: 400 }, () => record(1, 'x'.repeat(16_384)))).pipe(source);
    await new Promise((resolve) => stdout.once('readable', resolve));
    await new Promise((resolve) => setImmediate(resolve));
    // Nobody reads, so what has come is bounded.
    expect(stdout.readableLength + source.readableLength).toBeLessThan(total / 4);
    expect((await text(stdout)).length).toBe(total);
  });

  it('end the exec when a reader gives up', async () => {
    const source = new PassThrough();
    const { stdout } = new ExecDemultiplexer(source);
    stdout.destroy();
    await new Promise((resolve) => source.once('close', resolve));
    expect(source.destroyed).toBe(true);
  });
});

describe('frames of the pty holder', () => {
  const header = Buffer.alloc(12);
  header.writeUInt32BE(3, 0);
  header.writeBigUInt64BE(5_000_000_000n, 4);
  const exit = Buffer.from([0, 0, 0, 130]);
  const bytes = Buffer.concat([frame('h', header), frame('d', Buffer.from('abc')), frame('x', exit)]);

  it('are found wherever the chunks are cut', () => {
    for (let size = 1; size <= bytes.length; size++) {
      const parser = new HolderFrameParser();
      const frames: HolderFrame[] = [];
      for (let at = 0; at < bytes.length; at += size)
        frames.push(...parser.push(bytes.subarray(at, at + size)));
      const data = Buffer.concat(frames.flatMap((each) => (each.type === 'data' ? [each.bytes] : [])));
      expect(data.toString()).toBe('abc');
      expect(frames.filter((each) => each.type !== 'data')).toEqual([
        { type: 'header', replayedBytes: 3, position: 5_000_000_000 },
        { type: 'exit', code: 130 },
      ]);
    }
  });

  it.each([
    ['of an unknown type', frame('q', Buffer.alloc(4))],
    ['that is too long', Buffer.from([0x64, 0x7f, 0xff, 0xff, 0xff])],
    ['with a header of another length', frame('h', Buffer.alloc(4))],
  ])('are refused %s', (_what, sent) => {
    expect(() => [...new HolderFrameParser().push(sent)]).toThrow(BadFrame);
  });

  it('carry keys in pieces that the holder accepts, and sizes', () => {
    const frames = [...keyFrames(Buffer.alloc(150_000, 'k'))];
    expect(frames.map((each) => each.length - 5)).toEqual([65_536, 65_536, 18_928]);
    expect(resizeFrame(300, 2)).toEqual(Buffer.from([0x72, 0, 0, 0, 4, 1, 44, 0, 2]));
  });
});

describe('events of an engine', () => {
  const line =
    '{"Type":"container","Action":"die","Actor":{"ID":"c1","Attributes":{"name":"x","exitCode":"0"}},"scope":"local","time":1700000000,"timeNano":1700000000123456789}';

  it('keep all digits of their time', () => {
    expect(parseEvent(line)).toEqual({
      type: 'container',
      action: 'die',
      id: 'c1',
      attributes: { name: 'x', exitCode: '0' },
      timeNano: '1700000000123456789',
    });
  });

  it('are passed over when they are none', () => {
    for (const other of ['', 'nonsense', '[]', '{"Type":1}', line.replace('timeNano', 'other')]) {
      expect(parseEvent(other)).toBeUndefined();
    }
  });

  it('come line by line wherever the chunks are cut, and never without a bound', async () => {
    const lines = await collect(
      linesOf(Readable.from(['a', 'b\nc', '\n\nd\n'].map((s) => Buffer.from(s))), 10),
    );
    expect(lines).toEqual(['ab', 'c', '', 'd']);
    const endless = linesOf(Readable.from([Buffer.alloc(6), Buffer.alloc(6)]), 10);
    await expect(collect(endless)).rejects.toThrow('a line of more than 10 bytes');
  });
});
