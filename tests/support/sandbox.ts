import { randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { sessionId } from '../../sandbox/contract/ids.ts';
import type { ExecRequest, Sandbox, TerminalStream } from '../../sandbox/engine/port.ts';

export const newSession = () => sessionId.parse(randomBytes(8).toString('hex'));

export interface RunResult {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs a shell command in a sandbox to its end. */
export async function run(
  sandbox: Sandbox,
  command: string,
  as: ExecRequest['as'] = 'learner',
): Promise<RunResult> {
  const { stdin, stdout, stderr, exitCode } = await sandbox.exec({ argv: ['bash', '-c', command], as });
  stdin.end();
  const [out, err, code] = await Promise.all([readAll(stdout), readAll(stderr), exitCode]);
  return { code, stdout: out, stderr: err };
}

/** Like `run`, for commands that have to succeed: resolves with what they printed. */
export async function succeed(sandbox: Sandbox, command: string, as?: ExecRequest['as']): Promise<string> {
  const { code, stdout, stderr } = await run(sandbox, command, as);
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${stdout}${stderr}`);
  return stdout.trim();
}

export async function readAll(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

/** Reads a terminal until `wanted` has come; resolves with everything since the last call. */
export class TerminalReader {
  readonly terminal: TerminalStream;
  #text = '';
  #bytes = 0;
  #wake = () => {};

  constructor(terminal: TerminalStream) {
    this.terminal = terminal;
    terminal.output.on('data', (chunk: Buffer) => {
      this.#bytes += chunk.length;
      this.#text += chunk.toString('latin1');
      this.#wake();
    });
    terminal.output.on('close', () => this.#wake());
    terminal.output.on('end', () => this.#wake());
  }

  get bytes(): number {
    return this.#bytes;
  }

  async until(wanted: string | RegExp): Promise<string> {
    const found = () => (typeof wanted === 'string' ? this.#text.includes(wanted) : wanted.test(this.#text));
    while (!found()) {
      if (this.terminal.output.destroyed || this.terminal.output.readableEnded) {
        throw new Error(`the terminal ended before ${wanted}: ${this.#text.slice(-500)}`);
      }
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const text = this.#text;
    this.#text = '';
    return text;
  }

  /** A command and all it prints: the shell's mark ends it. */
  async command(line: string): Promise<string> {
    this.terminal.input.write(`${line}\n`);
    return this.until(/]133;D;\d+;aid=\d+.*133;B/s);
  }
}
