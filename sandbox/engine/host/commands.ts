import { spawn } from 'node:child_process';
import { StringDecoder } from 'node:string_decoder';

export interface CommandResult {
  code: number;
  stdout: string;
  /** The last few kilobytes. */
  stderr: string;
}

export interface CommandOptions {
  env?: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  /** Each line of stderr while it runs: what is being done. */
  onLine?: (line: string) => void;
}

const keptCharacters = 8_000;

/** Runs a program of the machine to its end. Rejects when it cannot be started or the signal aborts. */
export function runCommand(
  program: string,
  args: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const { env = process.env, signal, onLine } = options;
    const child = spawn(program, args, { env, signal, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    let line = '';
    const decoder = new StringDecoder('utf8');
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      const text = decoder.write(chunk);
      stderr = (stderr + text).slice(-keptCharacters);
      const lines = (line + text).split(/[\r\n]/);
      line = (lines.pop() ?? '').slice(-keptCharacters);
      for (const whole of lines) if (whole.trim() !== '') onLine?.(whole.trim());
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, stdout, stderr }));
  });
}

/** Whether a program is on the machine's PATH or in the places of administrators' programs. */
export async function hasProgram(name: string): Promise<boolean> {
  const script = 'command -v "$1" >/dev/null';
  const { code } = await runCommand('sh', ['-c', script, 'sh', name], { env: adminEnvironment() });
  return code === 0;
}

/** PATH as an administrator has it: `dockerd` and `mmdebstrap`'s helpers live in sbin. */
export function adminEnvironment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PATH: `${process.env.PATH ?? ''}:/usr/local/sbin:/usr/sbin:/sbin`,
    LC_ALL: 'C.UTF-8',
  };
}
