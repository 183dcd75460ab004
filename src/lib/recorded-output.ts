import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';

/** `lessons/<chapter>/<lesson>/outputs.json`: commands and what they printed in a real run. */
const recordedOutputs = z.record(z.string(), z.object({ command: z.string(), output: z.string() }));

export function getRecordedOutput(lesson: string, id: string) {
  const file = `lessons/${lesson}/outputs.json`;
  const recorded = recordedOutputs.parse(JSON.parse(readFileSync(file, 'utf8')))[id];
  if (recorded === undefined)
    throw new Error(
      `${file} has no "${id}". Record it with \`npm run lessons -- --record --only ${lesson}\`.`,
    );
  return recorded;
}
