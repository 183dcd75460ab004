import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import Dockerode from 'dockerode';
import { adminEnvironment } from './commands.ts';
import type { HostEngine } from './host-engine.ts';

export interface PrivateEngineOptions {
  instance: string;
  /** The instance's own folder; the engine's data lie in `engine/` below it and stay. */
  stateDir: string;
  signal: AbortSignal;
  /** How long the engine waits for a new server after its server vanished. */
  graceSeconds?: number;
}

/** Long enough to start a server again by hand, short enough that nothing is left running for long. */
const defaultGraceSeconds = 20;
/** A cold start takes one or two seconds; a slow disk more. */
const startTimeoutMs = 60_000;
const pollMs = 50;
const keeper = fileURLToPath(new URL('keeper.sh', import.meta.url));

/**
 * Starts a Docker Engine of our own, or takes over the one that this instance's last server left running. It has its
 * own data, sockets and containerd, makes no bridge and no firewall rule, and ends with the server (`keeper.sh`).
 */
export async function startPrivateEngine(options: PrivateEngineOptions): Promise<HostEngine> {
  const runDir = runDirectory(options.instance, options.stateDir);
  const dataDir = join(options.stateDir, 'engine');
  await mkdir(runDir, { recursive: true, mode: 0o700 });
  await mkdir(dataDir, { recursive: true, mode: 0o711 });
  const docker = new Dockerode({ socketPath: join(runDir, 'docker.sock') });
  const deadline = Date.now() + startTimeoutMs;
  for (;;) {
    options.signal.throwIfAborted();
    await claim(runDir);
    if ((await stateOf(runDir)) === 'running' && (await keeperLives(runDir))) {
      if (await answers(docker)) break;
    } else if (!(await keeperLives(runDir))) {
      await startKeeper(runDir, dataDir, options.graceSeconds ?? defaultGraceSeconds);
    }
    if (Date.now() > deadline)
      throw new Error(`the private Docker Engine did not start: ${await lastWords(dataDir)}`);
    await wait(pollMs, undefined, { signal: options.signal });
  }
  return { docker, origin: 'private', close: () => endKeeper(runDir) };
}

/** In /run, because a socket's path may have 107 bytes at most and a state folder's may be long. */
export function runDirectory(instance: string, stateDir: string): string {
  const hash = createHash('sha256').update(stateDir).digest('hex').slice(0, 8);
  return `/run/drydock/${instance}-${hash}`;
}

/** Tells the keeper which process it serves. */
async function claim(runDir: string): Promise<void> {
  const started = await startTime(process.pid);
  const file = join(runDir, `owner.${process.pid}`);
  await writeFile(file, `${process.pid} ${started}\n`);
  await rename(file, join(runDir, 'owner'));
}

/** Field 22 of /proc/PID/stat (proc(5)), counted after the name, which may hold spaces and brackets. */
async function startTime(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
}

const read = (runDir: string, file: string) =>
  readFile(join(runDir, file), 'utf8').then(
    (content) => content.trim(),
    () => undefined,
  );

const stateOf = (runDir: string) => read(runDir, 'state');

async function keeperPid(runDir: string): Promise<number | undefined> {
  const pid = Number(await read(runDir, 'keeper.pid'));
  if (!Number.isInteger(pid) || pid <= 1) return undefined;
  // After a crash of the machine the id may belong to anything.
  const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return commandLine.split('\0').includes(runDir) ? pid : undefined;
}

const keeperLives = async (runDir: string) => (await keeperPid(runDir)) !== undefined;

async function startKeeper(runDir: string, dataDir: string, graceSeconds: number): Promise<void> {
  const log = await open(join(dataDir, 'dockerd.log'), 'w');
  // A session of its own: Ctrl-C in the server's terminal must not reach the engine before the server has ended.
  const child = spawn('sh', [keeper, runDir, dataDir, String(graceSeconds)], {
    detached: true,
    env: adminEnvironment(),
    stdio: ['ignore', log.fd, log.fd],
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  });
  child.unref();
  await log.close();
  // It gives up at once (exit 75) when another keeper holds the lock.
  const ended = new Promise((resolve) => child.once('exit', resolve));
  while (!(await keeperLives(runDir)) && child.exitCode === null) await Promise.race([ended, wait(pollMs)]);
}

async function endKeeper(runDir: string): Promise<void> {
  const pid = await keeperPid(runDir);
  if (pid === undefined) return;
  process.kill(pid, 'SIGTERM');
  // Its own limit is 20 s for dockerd and a moment for sweeping.
  const deadline = Date.now() + 30_000;
  while ((await keeperPid(runDir)) === pid && Date.now() < deadline) await wait(pollMs);
}

async function answers(docker: Dockerode): Promise<boolean> {
  return docker.ping().then(
    () => true,
    () => false,
  );
}

async function lastWords(dataDir: string): Promise<string> {
  const log = await readFile(join(dataDir, 'dockerd.log'), 'utf8').catch(() => '');
  return log.trim().split('\n').slice(-5).join(' | ');
}
