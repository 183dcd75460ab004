import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A fresh clone of what is committed, with an instance of its own. */
export async function cloneCourse(port: number) {
  const root = await mkdtemp(join(tmpdir(), 'drydock-clone-'));
  const checkout = join(root, 'drydock');
  await run('git', ['clone', '--quiet', '--no-local', process.cwd(), checkout]);
  const environment: NodeJS.ProcessEnv = {
    // Node 24 is not in this PATH unless the machine has it: the clone has to bring it.
    PATH: process.env.PATH?.split(':')
      .filter((folder) => !folder.includes('node_modules'))
      .join(':'),
    HOME: process.env.HOME,
    PORT: String(port),
    DRYDOCK_INSTANCE: 'acceptance',
    DRYDOCK_STATE_DIR: join(root, 'state'),
  };
  return {
    root,
    checkout,
    start: () => startCourse(checkout, environment),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

export interface RunningCourse {
  /** What was printed so far. */
  output(): string;
  /** Resolves with the match, as soon as it is printed. */
  printed(pattern: RegExp, timeoutMs: number): Promise<RegExpExecArray>;
  /** kill -9 of the server itself; npm and the set-up end by that. */
  kill(): Promise<void>;
  /** Ctrl-C. */
  stop(): Promise<void>;
}

function startCourse(checkout: string, env: NodeJS.ProcessEnv): RunningCourse {
  // A process group of its own, as a terminal makes it: Ctrl-C reaches all of it.
  const npm = spawn('npm', ['start'], {
    cwd: checkout,
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const listeners = new Set<() => void>();
  const take = (chunk: Buffer) => {
    output += chunk;
    for (const listener of listeners) listener();
  };
  npm.stdout.on('data', take);
  npm.stderr.on('data', take);
  return {
    output: () => output,
    printed: (pattern, timeoutMs) => waitFor(pattern, timeoutMs, () => output, npm, listeners),
    async kill() {
      process.kill(await serverPid(checkout), 'SIGKILL');
      await ended(npm);
    },
    async stop() {
      if (npm.pid !== undefined && npm.exitCode === null && npm.signalCode === null)
        process.kill(-npm.pid, 'SIGINT');
      await ended(npm);
    },
  };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
}

function waitFor(
  pattern: RegExp,
  timeoutMs: number,
  output: () => string,
  npm: ChildProcess,
  listeners: Set<() => void>,
): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      clearTimeout(timer);
      listeners.delete(look);
      settle();
    };
    const look = () => {
      const match = pattern.exec(output());
      if (match) finish(() => resolve(match));
    };
    const fail = (why: string) => () =>
      finish(() => reject(new Error(`${why} before ${pattern}:\n${output()}`)));
    const timer = setTimeout(fail(`${timeoutMs} ms passed`), timeoutMs);
    npm.once('close', fail('npm start ended'));
    listeners.add(look);
    look();
  });
}

/** Of the server that runs in this checkout: found by its working folder, so that no other one is hit. */
async function serverPid(checkout: string): Promise<number> {
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const commandLine = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    const words = commandLine.split('\0');
    if (words[0]?.startsWith(checkout) && words[1] === 'sandbox/main.ts') return Number(name);
  }
  throw new Error('no server of this checkout is running');
}

/** Command lines of processes that mention a folder: what is left of an engine. */
export async function processesOf(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const commandLine = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    if (commandLine.includes(folder)) found.push(commandLine.replaceAll('\0', ' '));
  }
  return found;
}
