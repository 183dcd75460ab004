import { parseArgs } from 'node:util';

export interface ProveOptions {
  /** `layers/commit`, or a whole chapter. */
  only: string[];
  json: boolean;
  record: boolean;
  jobs: number;
}

export const usage = `node tests/lessons/prove.ts [--only CHAPTER[/LESSON]]… [--jobs N] [--record] [--json]
  --only    prove these lessons alone
  --jobs    sandboxes at the same time (2)
  --record  write what the lessons' commands print to outputs.json instead of comparing it
  --json    print one JSON object a line`;

/** Throws an `Error` whose message says what is wrong. */
export function readOptions(args: readonly string[], lessons: readonly string[]): ProveOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
      jobs: { type: 'string', default: '2' },
    },
  });
  const strange = values.only.find((name) => !lessons.some((id) => isOf(id, name)));
  if (strange !== undefined)
    throw new Error(`there is no lesson ${strange}; there are ${lessons.join(', ')}`);
  const jobs = Number(values.jobs);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > 16) throw new Error('--jobs takes 1 to 16');
  return { ...values, jobs };
}

/** Whether a lesson is one, or in the chapter, that was asked for. */
export function isWanted(id: string, { only }: ProveOptions): boolean {
  return only.length === 0 || only.some((name) => isOf(id, name));
}

function isOf(id: string, name: string): boolean {
  return id === name || id.startsWith(`${name}/`);
}
