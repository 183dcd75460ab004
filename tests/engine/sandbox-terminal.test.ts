import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/engine/port.ts';
import { endEngine, useEngine } from '../support/engine.ts';
import { newSession, succeed, TerminalReader } from '../support/sandbox.ts';

const size = { cols: 80, rows: 24, nonce: 'n0nce' };
const replayBytes = 256 * 1024;
let sandbox: Sandbox;

beforeAll(async () => {
  const { engine } = await useEngine();
  sandbox = await engine.create(newSession());
});
afterAll(endEngine);

async function open(id: string): Promise<TerminalReader> {
  return new TerminalReader(await sandbox.attachTerminal(id, size));
}

describe('a terminal', () => {
  it('starts a shell of the learner in the learner’s home, with marks that carry the nonce', async () => {
    await using terminal = (await open('first')).terminal;
    const reader = new TerminalReader(terminal);
    expect(terminal.replayedBytes).toBe(0);
    expect(terminal.position).toBe(0);
    await reader.until('133;B');
    const text = await reader.command('whoami; pwd; echo $TERM $LANG; tty');
    expect(text).toContain('\x1b]633;E;whoami\\x3b pwd\\x3b echo $TERM $LANG\\x3b tty;n0nce\x07');
    expect(text).toMatch(/learner\r\n\/home\/learner\r\nxterm-256color C\.UTF-8\r\n\/dev\/pts\/\d/);
  });

  it('replays what was printed, at the same positions, after its connection was lost', async () => {
    const before = await open('lost');
    await before.until('133;B');
    await before.command('echo remember-me');
    await before.terminal[Symbol.asyncDispose]();
    expect(await before.terminal.ended).toBeUndefined();
    const after = await open('lost');
    expect(after.terminal.position).toBe(0);
    expect(after.terminal.replayedBytes).toBe(before.bytes);
    await after.until('remember-me');
    await after.command('echo goes-on');
    await after.terminal[Symbol.asyncDispose]();
  });

  it('goes on working while nobody is attached, and keeps the last 256 KiB', async () => {
    const before = await open('busy');
    await before.until('133;B');
    before.terminal.input.write('seq 1 100000; echo all-done > ~/done\n');
    await before.until('\n100\r\n');
    await before.terminal[Symbol.asyncDispose]();
    await succeed(sandbox, 'until [ -s ~/done ]; do sleep 0.05; done');
    const after = await open('busy');
    expect(after.terminal.replayedBytes).toBeGreaterThan(replayBytes - 4096);
    expect(after.terminal.replayedBytes).toBeLessThanOrEqual(replayBytes);
    expect(after.terminal.position).toBeGreaterThan(0);
    // It begins with a whole line.
    expect(await after.until('\n100000\r\n')).toMatch(/^\d+\r\n/);
    await after.terminal[Symbol.asyncDispose]();
  });

  it('shows the same to two connections, and takes keys and sizes from both', async () => {
    const [one, two] = [await open('shared'), await open('shared')];
    await one.until('133;B');
    one.terminal.input.write('echo from-$((40+1))\n');
    await Promise.all([one.until('from-41\r\n'), two.until('from-41\r\n')]);
    await two.terminal.resize({ cols: 101, rows: 33 });
    two.terminal.input.write('stty size\n');
    await Promise.all([one.until('33 101'), two.until('33 101')]);
    await one.terminal[Symbol.asyncDispose]();
    two.terminal.input.write('echo still-$((40+2))\n');
    await two.until('still-42\r\n');
    await two.terminal[Symbol.asyncDispose]();
  });

  it('slows the shell down for a reader that stands still, and loses nothing', async () => {
    const terminal = await sandbox.attachTerminal('slow', size);
    // 14 MB, which is more than all buffers on the way hold together.
    terminal.input.write('stty -echo; seq 1 2000000 > /dev/tty; touch ~/slow-done\n');
    await new Promise((resolve) => terminal.output.once('readable', resolve));
    const stopped = await settled(() =>
      succeed(sandbox, 'ps -o stat= -C seq; ls ~/slow-done 2>/dev/null || true'),
    );
    expect(stopped).not.toContain('slow-done');
    const expected = Array.from({ length: 2_000_000 }, (_, index) => `${index + 1}\r\n`).join('');
    const chunks: Buffer[] = [];
    let tail = '';
    for await (const chunk of terminal.output) {
      chunks.push(chunk);
      tail = (tail + chunk.toString('latin1')).slice(-64 * 1024);
      if (tail.includes('2000000\r\n')) break;
    }
    const text = Buffer.concat(chunks).toString('latin1');
    const first = text.indexOf('1\r\n2\r\n3\r\n');
    expect(text.slice(first, first + expected.length) === expected).toBe(true);
    await terminal[Symbol.asyncDispose]();
  });

  it('tells the shell’s exit code, and starts a new shell the next time', async () => {
    const reader = await open('ends');
    await reader.until('133;B');
    reader.terminal.input.write('exit 7\n');
    expect(await reader.terminal.ended).toBe(7);
    const again = await open('ends');
    expect(again.terminal.replayedBytes).toBe(0);
    await again.until('133;B');
    await again.terminal[Symbol.asyncDispose]();
  });

  it('takes a paste of 100 KiB whole', async () => {
    const reader = await open('paste');
    await reader.until('133;B');
    reader.terminal.input.write('stty raw -echo; echo go-$((1+1)); head -c 102400 | sha256sum; stty sane\n');
    await reader.until('go-2');
    const paste = Buffer.from(Array.from({ length: 102_400 }, (_, index) => 97 + (index % 26)));
    reader.terminal.input.write(paste);
    await reader.until(createHash('sha256').update(paste).digest('hex'));
    await reader.terminal[Symbol.asyncDispose]();
  });

  it('carries Hangul in both directions', async () => {
    const reader = await open('hangul');
    await reader.until('133;B');
    const text = Buffer.from(await reader.command('echo 도커-컨테이너'), 'latin1').toString('utf8');
    expect(text).toContain('도커-컨테이너\r\n');
    await reader.terminal[Symbol.asyncDispose]();
  });
});

/** Asks until the answer is the same twice: nothing moves any more. */
async function settled(ask: () => Promise<string>): Promise<string> {
  let last = await ask();
  for (;;) {
    const now = await ask();
    if (now === last) return now;
    last = now;
  }
}
