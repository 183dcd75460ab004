import { type Collector, CouldNotCollect } from './evidence.ts';
import { readScript } from './sandbox-script.ts';

/** A process in the sandbox, by the ids that a learner sees there. */
export interface RunningProcess {
  pid: number;
  /** The program's name, at most 15 characters: `dockerd`. */
  program: string;
}

/** The learner engine's process and its socket, looked at from outside: this works while the engine is stopped. */
export interface EngineService {
  /** It answers, at the socket that `docker` uses. */
  answers: boolean;
  /** The engine that the course can ask: not one that somebody has started by hand beside it. */
  isOurs: boolean;
  /** The socket that `docker` uses; undefined when it is not there. */
  socket: { mode: string; owner: string; group: string } | undefined;
  processes: RunningProcess[];
}

/** Not more than the sandbox's limit of processes. */
const maxBytes = 64 * 1024;
const timeLimitSeconds = 8;

/**
 * Line by line: whether it answers; whether it is ours; mode, owner and group of the socket; the processes; then a word that
 * tells a whole answer from one that was cut off.
 */
const look = `
curl -s -m 5 -o /dev/null --unix-socket /run/docker.sock http://engine/_ping && echo yes || echo no
pgrep -f '^dockerd --rootless' >/dev/null && echo yes || echo no
stat --format='%a %U %G' /run/docker.sock 2>/dev/null || echo gone
ps -eo pid=,comm=
echo end`;

export function engineService(): Collector<EngineService> {
  return {
    kind: 'engine-service',
    async collect({ sandbox, signal }) {
      const { stdout } = await readScript(
        sandbox,
        { argv: ['sh', '-c', look], as: 'engine-root' },
        { timeLimitSeconds, signal, maxBytes },
      );
      return parseEngineService(stdout.toString('utf8'));
    },
  };
}

export function parseEngineService(printed: string): EngineService {
  const [answers, ours, socket = '', ...processes] = printed.trimEnd().split('\n');
  if (processes.pop() !== 'end')
    throw new CouldNotCollect('timed-out', 'the engine was not looked at to the end');
  const [all, mode = '', owner = '', group = ''] = /^([0-7]{1,4}) (\S{1,64}) (\S{1,64})$/.exec(socket) ?? [];
  if (!isWord(answers) || !isWord(ours) || (all === undefined && socket !== 'gone'))
    throw new CouldNotCollect('unreadable', 'the engine could not be looked at');
  return {
    answers: answers === 'yes',
    isOurs: ours === 'yes',
    socket: all === undefined ? undefined : { mode, owner, group },
    processes: processes.flatMap((line) => {
      const [, pid, program = ''] = /^\s*(\d{1,8}) (.{1,64})$/.exec(line) ?? [];
      return pid === undefined ? [] : [{ pid: Number(pid), program }];
    }),
  };
}

const isWord = (word: string | undefined) => word === 'yes' || word === 'no';
