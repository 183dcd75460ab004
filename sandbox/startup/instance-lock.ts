import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Another server of the same instance is running. */
export class InstanceInUse extends Error {
  override readonly name = 'InstanceInUse';
  readonly pid: number;
  constructor(pid: number) {
    super(`the instance is in use by process ${pid}`);
    this.pid = pid;
  }
}

/**
 * Two servers of one instance would write one store and remove each other's sandboxes. The lock is a file with pid and
 * start time, so that the lock of a process that was killed, even with its pid given to another one, is taken
 * over. Throws `InstanceInUse`.
 */
export function takeInstanceLock(stateDir: string): Disposable {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const file = join(stateDir, 'server.lock');
  const mine = `${process.pid} ${startTime(process.pid)}`;
  for (;;) {
    try {
      writeFileSync(file, mine, { flag: 'wx', mode: 0o600 });
      break;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    const holder = livingHolder(file);
    if (holder !== undefined) throw new InstanceInUse(holder);
    rmSync(file, { force: true });
  }
  return {
    [Symbol.dispose]() {
      if (read(file) === mine) rmSync(file, { force: true });
    },
  };
}

function livingHolder(file: string): number | undefined {
  const [pid, started] = read(file).split(' ');
  return pid !== undefined && started !== undefined && startTime(Number(pid)) === started
    ? Number(pid)
    : undefined;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // gone meanwhile: its holder has ended
  }
}

/** Field 22 of /proc/PID/stat; where there is no /proc, whether the process lives. Undefined when it does not. */
function startTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return process.platform === 'linux' ? undefined : signalled(pid);
  }
}

function signalled(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
    return 'alive';
  } catch {
    return undefined; // no such process
  }
}
