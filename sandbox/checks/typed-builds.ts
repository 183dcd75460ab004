import type { TypedCommand } from './record.ts';
import { dockerCalls } from './typed-docker.ts';

/** A `docker build` as it was typed: for diagnoses only. */
export interface TypedBuild {
  /** How the line ended that it stood in; undefined while it runs. */
  exitCode?: number | undefined;
  tags: string[];
  /** What `-f` names. */
  file: string | undefined;
  /** `--build-arg` in its order, as name and value; one without a value has undefined. */
  buildArgs: [name: string, value: string | undefined][];
  /** Words that are no options: the context. */
  operands: string[];
}

/** Options of `docker build` that take the next word, as far as a beginner meets them. */
const valued = new Set([
  ...['-t', '--tag', '-f', '--file', '--build-arg', '--target', '--progress', '--secret', '--label'],
  ...['--network', '--output', '-o', '--platform', '--iidfile', '--cache-from', '--add-host', '--ssh'],
]);

/** Builds that were typed, oldest first. */
export function typedBuilds(typed: readonly TypedCommand[]): TypedBuild[] {
  return typed.flatMap(({ text, exitCode }) =>
    dockerCalls(text).flatMap((call) => {
      const args = buildArguments(call);
      return args ? [{ ...readArguments(args), exitCode }] : [];
    }),
  );
}

/** The last thing that was typed was a build, and it failed. */
export function failedBuild(typed: readonly TypedCommand[]): TypedBuild | undefined {
  const last = typed.at(-1);
  if (!last || last.exitCode === undefined || last.exitCode === 0) return undefined;
  return typedBuilds([last]).at(-1);
}

function buildArguments([verb, second, ...rest]: readonly string[]): readonly string[] | undefined {
  if (verb === 'build') return second === undefined ? rest : [second, ...rest];
  const isLong = verb === 'buildx' || verb === 'image' || verb === 'builder';
  return isLong && second === 'build' ? rest : undefined;
}

function readArguments(args: readonly string[]): Omit<TypedBuild, 'exitCode'> {
  const found: Omit<TypedBuild, 'exitCode'> = { tags: [], file: undefined, buildArgs: [], operands: [] };
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    const [, option = arg, joined] = /^(--[\w-]+)=(.*)$/s.exec(arg) ?? [];
    if (!option.startsWith('-') || option === '-') {
      found.operands.push(arg);
      continue;
    }
    if (joined === undefined && valued.has(option)) index += 1;
    const value = joined ?? args[index] ?? '';
    if (option === '-t' || option === '--tag') found.tags.push(value);
    if (option === '-f' || option === '--file') found.file = value;
    if (option === '--build-arg') {
      const [name = '', ...text] = value.split('=');
      found.buildArgs.push([name, text.length > 0 ? text.join('=') : undefined]);
    }
  }
  return found;
}
