import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

export interface ProveOptions {
  /** `layers/commit`, or a whole chapter. */
  only: string[];
  /** Alternatives and mistakes of this step alone. */
  step?: string;
  json: boolean;
  record: boolean;
  /** Also what has not changed since it was proved. */
  all: boolean;
  jobs: number;
  /** Where the lessons' folders are. */
  lessonsDir: string;
}

export const usage = `node tests/lessons/prove.ts [--only CHAPTER[/LESSON]]… [--step STEP] [--all] [--jobs N] [--record] [--json]
  --only     prove these lessons alone
  --step     of the alternatives and mistakes, those of this step alone
  --all      also what has not changed since it was last proved (as where CI is set)
  --jobs     sandboxes at the same time (by the machine's cores and load)
  --record   write what the lessons' commands print to outputs.json instead of comparing it
  --json     print one JSON object a line
  --lessons  the folder of the lessons (lessons/)`;

/** What the machine is, for what depends on it. */
export interface Machine {
  cores: number;
  /** Of the last minute. */
  load: number;
  isCi: boolean;
}

export const thisMachine = (): Machine => ({
  cores: availableParallelism(),
  load: loadavg()[0] ?? 0,
  isCi: (process.env.CI ?? '') !== '',
});

/** Much of a case is waiting for an engine; on a machine that is busy already, more at a time would only be slower. */
function jobsFor({ cores, load }: Machine): number {
  const idle = Math.max(0, cores - load);
  return Math.min(16, Math.max(2, Math.round(cores / 2 + 1.5 * idle)));
}

/** Throws an `Error` whose message says what is wrong. */
export function readOptions(
  args: readonly string[],
  lessons: readonly string[],
  machine: Machine = thisMachine(),
): ProveOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true, default: [] },
      step: { type: 'string' },
      json: { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
      all: { type: 'boolean', default: false },
      jobs: { type: 'string', default: String(jobsFor(machine)) },
      lessons: { type: 'string', default: join(import.meta.dirname, '../../lessons') },
    },
  });
  const strange = values.only.find((name) => !lessons.some((id) => isOf(id, name)));
  if (strange !== undefined)
    throw new Error(`there is no lesson ${strange}; there are ${lessons.join(', ')}`);
  const jobs = Number(values.jobs);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > 16) throw new Error('--jobs takes 1 to 16');
  const { lessons: lessonsDir, all, ...others } = values;
  return { ...others, jobs, lessonsDir, all: all || machine.isCi };
}

/** Whether a lesson is one, or in the chapter, that was asked for. */
export function isWanted(id: string, { only }: ProveOptions): boolean {
  return only.length === 0 || only.some((name) => isOf(id, name));
}

function isOf(id: string, name: string): boolean {
  return id === name || id.startsWith(`${name}/`);
}
