import type { Readable } from 'node:stream';
import type { ExecRequest, Sandbox } from '../engine/port.ts';

/** Enough for the message at the end of a long log. */
const keptOutputCharacters = 8 * 1024;

export interface ScriptResult {
  exitCode: number;
  /** The last of what it printed, both outputs each. */
  stdout: string;
  stderr: string;
}

/** Runs a bounded program in a sandbox, with nothing on its stdin, and keeps the end of what it printed. */
export async function runScript(
  sandbox: Sandbox,
  request: Pick<ExecRequest, 'argv' | 'as' | 'env' | 'cwd'>,
  options: { timeLimitSeconds: number; signal: AbortSignal },
): Promise<ScriptResult> {
  const { stdin, stdout, stderr, exitCode } = await sandbox.exec({
    ...request,
    // Ended inside: giving up here would leave it running in there.
    argv: ['timeout', '--kill-after=2', String(options.timeLimitSeconds), ...request.argv],
    signal: options.signal,
  });
  stdin.end();
  const [code, printed, complained] = await Promise.all([exitCode, readTail(stdout), readTail(stderr)]);
  return { exitCode: code, stdout: printed, stderr: complained };
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
