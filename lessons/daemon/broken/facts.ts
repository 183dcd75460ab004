import type { EngineService } from '../../../sandbox/checks/engine-processes.ts';
import type { TypedCommand } from '../../../sandbox/checks/record.ts';
import { dockerCalls } from '../../../sandbox/checks/typed-docker.ts';
import { sudoDockerCalls } from '../../../sandbox/checks/typed-sudo.ts';

/** Words of `docker` that the client answers by itself. */
const clientsOwn = ['--version', '-v', '--help', 'help', 'context', 'config', 'completion'];

/** What stands behind the last `&&`, `;` or line end. */
const lastCommand = (text: string) => /[^;&|\n]*$/.exec(text.trim())?.[0] ?? '';

/** A line whose last command asked the engine and was answered, whatever helped it. */
export function wasAnswered({ text, exitCode }: TypedCommand): boolean {
  // The code of a pipe tells nothing about docker.
  if (exitCode !== 0 || text.includes('|')) return false;
  return dockerCalls(lastCommand(text)).some(([verb]) => verb !== undefined && !clientsOwn.includes(verb));
}

export function usedSudo({ text }: TypedCommand): boolean {
  return sudoDockerCalls(lastCommand(text)).length > 0;
}

/** Told for this one command where the engine is. */
export function wasToldOnce({ text }: TypedCommand): boolean {
  const last = lastCommand(text);
  return (
    dockerCalls(last).some(([verb = '']) => /^(-H|--host|-c$|--context)/.test(verb)) ||
    /^\s*DOCKER_HOST=\S*\s/.test(last)
  );
}

/** What was typed since the last line that broke something. */
export function since(typed: readonly TypedCommand[], breaks: RegExp): TypedCommand[] | undefined {
  const at = typed.findLastIndex(({ text }) => breaks.test(text));
  return at === -1 ? undefined : typed.slice(at + 1);
}

type Socket = NonNullable<EngineService['socket']>;

/** A digit of a file's mode lets somebody use a socket: writing is what counts. */
const mayWrite = (digit: string | undefined) => (Number(digit ?? 0) & 2) !== 0;

/** Anybody on the machine. */
export function isOpenToAll({ mode }: Socket): boolean {
  return mayWrite(mode.at(-1));
}

/** The learner, without sudo: as its owner, or by one of their groups. */
export function isOpenToLearner({ mode, owner, group }: Socket): boolean {
  const digits = mode.padStart(3, '0');
  if (owner === 'learner') return mayWrite(digits.at(-3));
  return ['docker', 'learner', 'sudo'].includes(group) ? mayWrite(digits.at(-2)) : mayWrite(digits.at(-1));
}
