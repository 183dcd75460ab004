import type { ContainerState } from '../../../sandbox/checks/collectors.ts';
import type { TypedCommand } from '../../../sandbox/checks/record.ts';
import { dockerCalls, operands, runOptionsWithValue } from '../../../sandbox/checks/typed-docker.ts';

export const base = 'redis:7.0';
export const memo = '/memo';

export interface Named {
  names: readonly string[];
  state: string;
}

/** Something new at `/memo` in the writable layer. */
export function hasMemo({ changes }: Pick<ContainerState, 'changes'>): boolean {
  return changes.some(({ kind, path }) => kind === 'added' && path === memo);
}

/** A `docker run` in the foreground has not ended yet, so its terminal is taken. */
export function holdsTerminal(container: ContainerState, typed: readonly TypedCommand[]): boolean {
  return container.attached && container.running && !hasTyped(['run', ...byOtherWays], container, typed);
}

/** It ran in the foreground, and its program has ended. */
export function hasHeldTerminal(container: ContainerState, typed: readonly TypedCommand[]): boolean {
  const { attached, endedAt } = container;
  return attached && endedAt !== undefined && !hasTyped(byOtherWays, container, typed);
}

/** A container that `docker create` made says that it is attached too. */
const byOtherWays = ['create', 'start', 'restart', 'attach'];

/** A line with one of these has ended since the container was made. */
function hasTyped(
  verbs: readonly string[],
  { createdAt }: ContainerState,
  typed: readonly TypedCommand[],
): boolean {
  return typed.some(
    ({ text, endedAt }) =>
      Date.parse(endedAt) >= Date.parse(createdAt) &&
      dockerCalls(text).some(([verb = '']) => verbs.includes(verb)),
  );
}

/** The last line wanted a name that a container has: the engine made nothing. */
export function takenName(
  typed: readonly TypedCommand[],
  all: readonly Named[],
): { name: string; state: string } | undefined {
  const last = typed.at(-1);
  // 125: the engine refused before anything ran (docker-run(1), "Exit Status"); `create` ends with 1.
  if (last?.exitCode !== 125 && last?.exitCode !== 1) return undefined;
  const call = dockerCalls(last.text).findLast(([verb]) => verb === 'run' || verb === 'create');
  const at = call?.findIndex((arg) => /^--name(=|$)/.test(arg)) ?? -1;
  const name = call?.[at]?.slice('--name='.length) || call?.[at + 1];
  const owner = all.find(({ names }) => name !== undefined && names.includes(name));
  // One that was made and could not start has this very name; so has one that ran and ended with 1.
  const isOfLast = !owner || owner.state === 'created' || last.exitCode !== (call?.[0] === 'run' ? 125 : 1);
  return isOfLast || name === undefined ? undefined : { name, state: owner.state };
}

/** The image that the last line wanted to run, when the engine refused. */
export function refusedImage(typed: readonly TypedCommand[]): string | undefined {
  const last = typed.at(-1);
  if (last?.exitCode !== 125) return undefined;
  const run = dockerCalls(last.text).findLast(([verb]) => verb === 'run');
  return run && operands(run.slice(1), runOptionsWithValue)[0];
}
