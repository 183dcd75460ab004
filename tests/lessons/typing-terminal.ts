import { randomBytes } from 'node:crypto';
import { stripVTControlCharacters } from 'node:util';
import type { TypedCommand } from '../../sandbox/checks/record.ts';
import type { Sandbox, TerminalStream } from '../../sandbox/engine/port.ts';
import { ShellMarkReader } from '../../sandbox/terminal/shell-marks.ts';

/** The slowest command of the course, many times over. */
const commandTimeLimitMs = 120_000;
/** A program inside a container has no marks: its prompt is one that nothing follows for this long. */
const quietMs = 250;
const keptCharacters = 4_000;

/** Somebody at the keyboard of a sandbox's real shell, who waits for each command as the shell's marks tell. */
export class TypingTerminal implements AsyncDisposable {
  readonly #stream: TerminalStream;
  readonly #marks: ShellMarkReader;
  readonly #ended: TypedCommand[] = [];
  #atPrompt = false;
  /** What was printed since the last key. */
  #screen = '';
  #lost = false;
  #changed: PromiseWithResolvers<void> = Promise.withResolvers();

  private constructor(stream: TerminalStream, nonce: string) {
    this.#stream = stream;
    this.#marks = new ShellMarkReader(nonce, () => performance.now());
    stream.output.on('data', (chunk: Buffer) => this.#read(chunk));
    void stream.ended.then(() => {
      this.#lost = true;
      this.#tell();
    });
  }

  static async open(sandbox: Sandbox): Promise<TypingTerminal> {
    const nonce = randomBytes(16).toString('hex');
    const terminal = new TypingTerminal(
      await sandbox.attachTerminal('proof', { cols: 120, rows: 40, nonce }),
      nonce,
    );
    await terminal.#until(() => terminal.#atPrompt, 'the first prompt');
    return terminal;
  }

  /** Types a line and waits until it has ended, or asks for more input as a shell inside a container does. */
  async type(command: string, onEnd: (typed: TypedCommand) => void): Promise<void> {
    this.#screen = '';
    this.#atPrompt = false;
    // Several lines are pasted, as a learner would: the shell then reads them as one command.
    const isPasted = command.includes('\n');
    const keys = isPasted ? `\x1b[200~${command}\x1b[201~` : command;
    this.#stream.input.write(`${keys}\r`);
    // A line that the shell does not run ends with a prompt alone. While it is pasted, readline draws the prompt too.
    const isOver = () => (this.#atPrompt && !isPasted) || this.#looksLikePrompt();
    await this.#until(isOver, `the end of \`${command}\``, quietMs);
    for (const typed of this.#ended.splice(0)) onEnd(typed);
  }

  /** Waits for the shell's own prompt. */
  async finish(onEnd: (typed: TypedCommand) => void): Promise<void> {
    await this.#until(() => this.#atPrompt, 'the shell’s own prompt');
    for (const typed of this.#ended.splice(0)) onEnd(typed);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stream[Symbol.asyncDispose]();
  }

  #read(chunk: Buffer): void {
    this.#screen = (this.#screen + chunk.toString('utf8')).slice(-keptCharacters);
    for (const mark of this.#marks.read(chunk, true)) {
      if (mark.kind === 'prompt') this.#atPrompt = true;
      if (mark.kind === 'command-start') this.#atPrompt = false;
      if (mark.kind === 'command-end') {
        const exitCode = mark.exitCode === undefined ? {} : { exitCode: mark.exitCode };
        this.#ended.push({ text: mark.text, ...exitCode, endedAt: new Date().toISOString() });
      }
    }
    this.#tell();
  }

  /** A line after the echo that ends as a prompt of a shell without marks does; the marks of the shell's own tell more. */
  #looksLikePrompt(): boolean {
    return !this.#atPrompt && /\n[^\n]*[#$] $/.test(stripVTControlCharacters(this.#screen));
  }

  #tell(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  /** Waits for a condition; with `restMs` it must hold while nothing is printed for that long, unless a mark says so. */
  async #until(holds: () => boolean, what: string, restMs = 0): Promise<void> {
    const limit = AbortSignal.timeout(commandTimeLimitMs);
    const late = new Promise<void>((resolve) =>
      limit.addEventListener('abort', () => resolve(), { once: true }),
    );
    for (;;) {
      if (this.#atPrompt && (this.#ended.length > 0 || restMs === 0)) return;
      if (this.#lost) throw new Error(`the shell ended; waited for ${what}`);
      if (limit.aborted)
        throw new Error(`waited ${commandTimeLimitMs / 1000} s for ${what}; on the screen: ${this.#tail()}`);
      const { promise: changed } = this.#changed;
      if (holds() && !(await happensWithin(changed, restMs))) return;
      if (!holds()) await Promise.race([changed, late]);
    }
  }

  #tail(): string {
    return JSON.stringify(stripVTControlCharacters(this.#screen).slice(-400));
  }
}

async function happensWithin(event: Promise<void>, ms: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), ms);
  void event.then(() => resolve(true));
  return promise.finally(() => clearTimeout(timer));
}
