import { type BuildRow, isInstruction, rowsOnTop } from '../../../sandbox/checks/build-record.ts';
import type { OwnFiles } from '../../../sandbox/checks/image-files.ts';

export const base = 'debian:bookworm-slim';
/** The dummy is 100 MiB; nothing else here comes near. */
export const heavyBytes = 50_000_000;

/** A RUN of the image's own, with the bytes of the files that it brought. */
export interface RunStep {
  shell: string;
  bytes: number;
  allocates: boolean;
  removes: boolean;
}

/** Own RUN rows that made a layer, oldest first; undefined when the image does not stand on the base. */
export function runSteps(
  baseRows: readonly BuildRow[] | undefined,
  rows: readonly BuildRow[] | undefined,
  own: OwnFiles | undefined,
): RunStep[] | undefined {
  if (!baseRows || !rows || !own) return undefined;
  const made = rowsOnTop(baseRows, rows).filter(({ layer }) => layer !== undefined);
  if (made.length !== own.layers.length) return undefined;
  return made.flatMap((row, at) => {
    if (!isInstruction(row, 'RUN')) return [];
    const files = own.layers[at] ?? [];
    const shell = row.createdBy;
    return [
      {
        shell,
        bytes: files.reduce((sum, { kind, sizeBytes }) => sum + (kind === 'file' ? sizeBytes : 0), 0),
        allocates: /\bfallocate\b/.test(shell),
        removes: /\b(rm|unlink)\b/.test(shell),
      },
    ];
  });
}

export const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
