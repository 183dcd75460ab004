import { timingSafeEqual } from 'node:crypto';
import { type Osc, OscParser } from './osc-parser.ts';

/** A shell started in a shell started in a shell …: more than this are not told apart. */
const maxNestedShells = 8;
/** The longest command line that is kept, in characters; the shell cuts at the same length. */
const maxCommandLength = 8192;

/** What the shell said about itself. `at`: offset in the chunk just behind the mark. */
export type ShellMark =
  | { kind: 'prompt'; at: number }
  | { kind: 'command-start'; at: number }
  | {
      kind: 'command-end';
      at: number;
      exitCode: number | undefined;
      text: string;
      durationMs: number | undefined;
    };

interface RunningCommand {
  text: string;
  /** Undefined when the mark was replayed: it says nothing of when. */
  startedAtMs: number | undefined;
}

/**
 * Reads the shell's marks out of terminal output: OSC 133 A, C and D (FinalTerm) and OSC 633 E (the command line, as
 * VS Code defines it). A command line counts only with the shell's nonce, so that a printed file cannot claim one by
 * accident; somebody who looks for the nonce can still forge it, which is why commands are practice-grade.
 */
export class ShellMarkReader {
  readonly #osc = new OscParser([133, 633]);
  readonly #nonce: Buffer;
  readonly #nowMs: () => number;
  #announced = '';
  #running = new Map<string, RunningCommand>();

  constructor(nonce: string, nowMs: () => number) {
    this.#nonce = Buffer.from(nonce);
    this.#nowMs = nowMs;
  }

  /** Bytes that are `live` have just been printed; replayed ones some time ago. */
  read(chunk: Buffer, live: boolean): ShellMark[] {
    const marks: ShellMark[] = [];
    for (const osc of this.#osc.parse(chunk)) {
      const mark = osc.number === 633 ? this.#announce(osc) : this.#mark(osc, live);
      if (mark) marks.push(mark);
    }
    return marks;
  }

  /** `E;<escaped command line>;<nonce>`, printed just before `C`. */
  #announce({ payload }: Osc): undefined {
    if (payload.subarray(0, 2).toString('latin1') !== 'E;') return;
    const nonceAt = payload.lastIndexOf(0x3b) + 1;
    if (nonceAt < 3 || !this.#isNonce(payload.subarray(nonceAt))) return;
    this.#announced = unescapeCommand(payload.subarray(2, nonceAt - 1).toString('utf8'));
  }

  #isNonce(given: Buffer): boolean {
    return (
      this.#nonce.length > 0 && given.length === this.#nonce.length && timingSafeEqual(given, this.#nonce)
    );
  }

  #mark({ payload, end }: Osc, live: boolean): ShellMark | undefined {
    const [letter, ...fields] = payload.toString('latin1').split(';', 8);
    const shell = fields.find((field) => field.startsWith('aid='))?.slice(4, 24) ?? '';
    if (letter === 'A') return fields.includes('k=s') ? undefined : { kind: 'prompt', at: end };
    if (letter === 'C') return this.#begin(shell, end, live);
    if (letter === 'D') return this.#end(shell, fields[0] ?? '', end, live);
    return undefined;
  }

  #begin(shell: string, at: number, live: boolean): ShellMark {
    const oldest = this.#running.keys().next().value;
    if (this.#running.size >= maxNestedShells && oldest !== undefined) this.#running.delete(oldest);
    this.#running.set(shell, { text: this.#announced, startedAtMs: live ? this.#nowMs() : undefined });
    this.#announced = '';
    return { kind: 'command-start', at };
  }

  /** `D;<exit code>`; without a code nothing was run (an empty line, Ctrl-C at the prompt). */
  #end(shell: string, code: string, at: number, live: boolean): ShellMark | undefined {
    const command = this.#running.get(shell);
    this.#running.delete(shell);
    const exitCode = /^\d{1,3}$/.test(code) ? Number(code) : undefined;
    if (!command && exitCode === undefined) return undefined;
    const startedAtMs = live ? command?.startedAtMs : undefined;
    const durationMs = startedAtMs === undefined ? undefined : Math.max(0, this.#nowMs() - startedAtMs);
    return { kind: 'command-end', at, exitCode, text: command?.text ?? '', durationMs };
  }
}

/** `\\` is a backslash and `\x3b` a byte, as in VS Code's shell integration. */
function unescapeCommand(escaped: string): string {
  const text = escaped.replaceAll(
    /\\(\\|x([0-9a-fA-F]{2}))/g,
    (_all, kind: string, hex: string | undefined) =>
      kind === '\\' ? '\\' : String.fromCharCode(Number.parseInt(hex ?? '', 16)),
  );
  return text.slice(0, maxCommandLength);
}
