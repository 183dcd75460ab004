import type { Readable, Writable } from 'node:stream';
import type { ExecRequest, Sandbox } from '../engine/port.ts';
import { CouldNotCollect } from './evidence.ts';

/** Enough for the message at the end of a long log. */
const keptOutputCharacters = 8 * 1024;

export interface ScriptResult {
  exitCode: number;
  /** The last of what it printed, both outputs each. */
  stdout: string;
  stderr: string;
}

type Program = Pick<ExecRequest, 'argv' | 'as' | 'env' | 'cwd'>;

export interface ScriptLimits {
  timeLimitSeconds: number;
  signal: AbortSignal;
}

/** Runs a bounded program in a sandbox and keeps the end of what it printed. `input`: what it reads, by default nothing. */
export async function runScript(
  sandbox: Sandbox,
  program: Program,
  { input, ...limits }: ScriptLimits & { input?: Uint8Array },
): Promise<ScriptResult> {
  const { stdin, stdout, stderr, exitCode } = await start(sandbox, program, limits);
  give(stdin, input);
  const [code, printed, complained] = await Promise.all([exitCode, readTail(stdout), readTail(stderr)]);
  return { exitCode: code, stdout: printed, stderr: complained };
}

/**
 * Runs a bounded program in a sandbox for all that it prints. Throws `CouldNotCollect`: `too-big` when that is more than
 * `maxBytes`, `timed-out` when it was ended before it was done. What it had printed by then says nothing about the learner.
 */
export async function readScript(
  sandbox: Sandbox,
  program: Program,
  { maxBytes, ...limits }: ScriptLimits & { maxBytes: number },
): Promise<{ exitCode: number; stdout: Buffer }> {
  const { stdin, stdout, stderr, exitCode } = await start(sandbox, program, limits);
  give(stdin, undefined);
  stderr.resume();
  const [printed, code] = await Promise.all([readAtMost(stdout, maxBytes), exitCode]);
  if (wasCutShort(code))
    throw new CouldNotCollect('timed-out', `not done after ${limits.timeLimitSeconds} s: ${program.argv[0]}`);
  return { exitCode: code, stdout: printed };
}

/** All of a stream. Throws `CouldNotCollect('too-big')` as soon as it is more than `maxBytes`. */
export async function readAtMost(stream: Readable, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    const buffer: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    bytes += buffer.length;
    if (bytes > maxBytes) throw new CouldNotCollect('too-big', `more than ${maxBytes} bytes to look at`);
    chunks.push(buffer);
  }
  return Buffer.concat(chunks);
}

/** By timeout(1): its program ended when it was told to, or had to be killed. */
export const wasCutShort = (exitCode: number) => exitCode === 124 || exitCode === 137;

function start(sandbox: Sandbox, program: Program, { timeLimitSeconds, signal }: ScriptLimits) {
  return sandbox.exec({
    ...program,
    // Ended inside: giving up here would leave it running in there.
    argv: ['timeout', '--kill-after=2', String(timeLimitSeconds), ...program.argv],
    signal,
  });
}

function give(stdin: Writable, input: Uint8Array | undefined): void {
  // A program that ends before it has read everything says why by its exit code.
  if (input) stdin.on('error', () => undefined);
  stdin.end(input);
}

async function readTail(stream: Readable): Promise<string> {
  let tail = '';
  const decoder = new TextDecoder();
  for await (const chunk of stream) {
    const bytes: Uint8Array = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    tail = (tail + decoder.decode(bytes, { stream: true })).slice(-keptOutputCharacters);
  }
  return tail;
}
