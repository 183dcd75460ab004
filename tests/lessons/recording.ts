import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import { runScript } from '../../sandbox/checks/sandbox-script.ts';
import type { Sandbox } from '../../sandbox/engine/port.ts';

const recordings = z.record(z.string(), z.object({ command: z.string(), output: z.string() }));
export type Recordings = z.infer<typeof recordings>;

/** What a command prints in the learner's home, without the colours and progress bars of a terminal. */
export async function readOutput(sandbox: Sandbox, command: string): Promise<string> {
  const { stdout } = await runScript(
    sandbox,
    { argv: ['bash', '--login', '-c', 'cd; eval "$1" 2>&1', 'record', command], as: 'learner' },
    { timeLimitSeconds: 60, signal: AbortSignal.timeout(90_000) },
  );
  return stdout
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
}

/** `outputs.json` of a lesson; empty when there is none. */
export async function loadRecordings(folder: string): Promise<Recordings> {
  try {
    return recordings.parse(JSON.parse(await readFile(join(folder, 'outputs.json'), 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw error;
  }
}

export async function saveRecordings(folder: string, recorded: Recordings): Promise<void> {
  await writeFile(join(folder, 'outputs.json'), `${JSON.stringify(recorded, null, 2)}\n`);
}

/** What differs from run to run, each with what stands for it. The order matters: ids before numbers. */
const changing: readonly [RegExp, string][] = [
  [/\b(sha256:)?[0-9a-f]{64}\b/g, '<id>'],
  [/\b(sha256:)?(?=[0-9a-f]*\d)[0-9a-f]{12}\b/g, '<id>'],
  // What a builder calls the files that it copies, cut to the width of a column.
  [/\b(file|dir):[0-9a-f]{8,}/g, '$1:<id>'],
  [/\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?( ?(Z|[+-]\d\d:?\d\d))?( UTC)?/g, '<date>'],
  [/\b(Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} +\d+ \d\d:\d\d:\d\d \d{4}\b/g, '<date>'],
  // As `ls -l` has it.
  [/\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +\d{1,2} +(\d\d:\d\d|\d{4})\b/g, '<date>'],
  [
    /\b(Less than a second|About an? (minute|hour)|\d+ (second|minute|hour|day|week|month|year)s?)( ago)?/g,
    '<age>',
  ],
  [/\b(?!0B)\d+(\.\d+)? ?(B|kB|MB|GB)\b/g, '<size>'],
  // Docker's own names: an adjective and somebody's surname.
  [/\b[a-z]+_[a-z]+\d?\b/g, '<name>'],
  [/(?<=Git commit:\s+)\S+/g, '<commit>'],
  [/\b(go)?\d+\.\d+\.\d+[\w.+~-]*/g, '<version>'],
  // Columns are as wide as what stands in them.
  [/[ \t]+/g, ' '],
];

/** A printed output with ids, dates, ages, sizes, versions and given names replaced, so that two runs can be compared. */
export function normalise(output: string): string {
  return changing.reduce((rest, [pattern, stand]) => rest.replace(pattern, stand), output);
}

/** The first line that differs, or undefined. */
export function firstDifference(recorded: string, found: string): string | undefined {
  const [before, now] = [normalise(recorded).split('\n'), normalise(found).split('\n')];
  const length = Math.max(before.length, now.length);
  const index = Array.from({ length }).findIndex((_, at) => before[at] !== now[at]);
  if (index === -1) return undefined;
  return `line ${index + 1} was "${before[index] ?? ''}" and is "${now[index] ?? ''}"`;
}
