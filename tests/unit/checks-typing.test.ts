import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { TypedCommand } from '../../sandbox/checks/record.ts';
import type { Sandbox } from '../../sandbox/engine/port.ts';
import { TypingTerminal } from '../lessons/typing-terminal.ts';

/** Our own port's terminal, with the test for a shell. */
class FakeShell {
  readonly output = new PassThrough();
  readonly input = new PassThrough();
  readonly ended = Promise.withResolvers<number | undefined>();
  typed = '';
  #nonce = '';

  constructor() {
    this.input.on('data', (keys: Buffer) => {
      this.typed += keys.toString();
    });
  }
  get sandbox(): Sandbox {
    const attachTerminal: Sandbox['attachTerminal'] = async (_id, { nonce }) => {
      this.#nonce = nonce;
      this.prompts();
      return {
        output: this.output,
        input: this.input,
        replayedBytes: 0,
        position: 0,
        resize: async () => {},
        ended: this.ended.promise,
        [Symbol.asyncDispose]: async () => {},
      };
    };
    // The rest of the port is not reached by what is tested here.
    return { attachTerminal } as unknown as Sandbox;
  }
  prompts(): void {
    this.output.write('\x1b]133;A;aid=1\x07learner@drydock:~$ \x1b]133;B;aid=1\x07');
  }
  begins(command: string): void {
    this.output.write(`${command}\r\n\x1b]633;E;${command};${this.#nonce}\x07\x1b]133;C;aid=1\x07`);
  }
  ends(code: number): void {
    this.output.write(`\x1b]133;D;${code};aid=1\x07`);
    this.prompts();
  }
  prints(text: string): void {
    this.output.write(text);
  }
  hears(keys: string) {
    return vi.waitFor(() => expect(this.typed.endsWith(keys)).toBe(true));
  }
}

let shell: FakeShell;
let terminal: TypingTerminal;
let ended: TypedCommand[];
const onEnd = (command: TypedCommand) => ended.push(command);

beforeEach(async () => {
  shell = new FakeShell();
  ended = [];
  terminal = await TypingTerminal.open(shell.sandbox);
});
afterEach(() => terminal[Symbol.asyncDispose]());

test('a command is over when the shell says so, whatever it prints', async () => {
  const typing = terminal.type('docker ps', onEnd);
  await shell.hears('docker ps\r');
  shell.begins('docker ps');
  shell.prints('CONTAINER ID\r\n');
  shell.ends(3);
  await typing;
  expect(ended).toEqual([{ text: 'docker ps', exitCode: 3, endedAt: expect.any(String) }]);
});

test('a shell in a container gets the next line at its prompt, and the command ends with it', async () => {
  const outer = terminal.type('docker run -it x sh', onEnd);
  await shell.hears('sh\r');
  shell.begins('docker run -it x sh');
  shell.prints('/ # ');
  await outer;
  expect(ended).toEqual([]);
  const inner = terminal.type('exit', onEnd);
  await shell.hears('exit\r');
  shell.prints('exit\r\n');
  shell.ends(0);
  await inner;
  await terminal.finish(onEnd);
  expect(ended).toMatchObject([{ text: 'docker run -it x sh', exitCode: 0 }]);
});

test('what only looks like a prompt for a moment is not one', async () => {
  const typing = terminal.type('docker ps', onEnd);
  await shell.hears('\r');
  shell.begins('docker ps');
  shell.prints('total 5$ ');
  shell.prints('and more\r\n');
  shell.ends(0);
  await typing;
  expect(ended).toHaveLength(1);
});

test('several lines are pasted, so that the shell reads one command', async () => {
  const typing = terminal.type('cat <<E\nx\nE', onEnd);
  await shell.hears('\x1b[200~cat <<E\nx\nE\x1b[201~\r');
  // readline draws the line anew.
  shell.prompts();
  shell.begins('cat <<E\\x0ax\\x0aE');
  shell.ends(0);
  await typing;
  expect(ended[0]?.text).toBe('cat <<E\nx\nE');
});

test('a prompt that a slow machine draws anew does not end what is pasted', async () => {
  vi.useFakeTimers();
  try {
    const typing = terminal.type('cat <<E\nx\nE', onEnd);
    let isOver = false;
    void typing.then(() => {
      isOver = true;
    });
    await shell.hears('\r');
    shell.prompts();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(isOver).toBe(false);
    shell.begins('cat <<E\\x0ax\\x0aE');
    shell.ends(0);
    await typing;
    expect(ended).toHaveLength(1);
  } finally {
    vi.useRealTimers();
  }
});

test('a line that the shell does not run ends with a quiet prompt', async () => {
  const typing = terminal.type('(', onEnd);
  await shell.hears('(\r');
  shell.prints('bash: syntax error\r\n');
  shell.prompts();
  await typing;
  expect(ended).toEqual([]);
});

describe('nobody waits for ever', () => {
  test('for a shell that has ended', async () => {
    const typing = terminal.type('exit', onEnd);
    shell.ended.resolve(0);
    await expect(typing).rejects.toThrow('the shell ended; waited for the end of `exit`');
  });
});
