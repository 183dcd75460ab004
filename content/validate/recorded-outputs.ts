import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { LessonDefinition } from '../../sandbox/checks/lesson.ts';
import type { Problem } from './problem.ts';

const recorded = z.record(z.string(), z.object({ command: z.string(), output: z.string() }));

/** `outputs.json` holds a recording of every command that `lesson.ts` lists, and of the same command. */
export async function compareRecorded(
  folder: string,
  lesson: LessonDefinition,
  place: string,
): Promise<Problem[]> {
  const wanted = Object.entries(lesson.outputs ?? {});
  if (wanted.length === 0) return [];
  const file = `${place}/outputs.json`;
  const mend = `Run \`npm run lessons -- --record --only ${place.replace(/^lessons\//, '')}\`.`;
  const text = await readFile(join(folder, 'outputs.json'), 'utf8').catch(() => undefined);
  if (text === undefined) {
    const expected = `recordings of ${wanted.map(([id]) => id).join(', ')}`;
    return [{ file, found: 'no file', expected, mend }];
  }
  const parsed = parse(text);
  if (!parsed) {
    return [{ file, found: 'something else than recordings', expected: '{ id: { command, output } }', mend }];
  }
  return wanted.flatMap(([id, { command }]) => {
    const found = parsed[id];
    if (found?.command === command) return [];
    const line = text.slice(0, Math.max(0, text.indexOf(`"${id}"`))).split('\n').length;
    const expected = `a recording of \`${command}\` as \`${id}\``;
    return [
      found
        ? { file, line, found: `\`${found.command}\``, expected, mend }
        : { file, found: 'none', expected, mend },
    ];
  });
}

function parse(text: string): z.infer<typeof recorded> | undefined {
  try {
    return recorded.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
