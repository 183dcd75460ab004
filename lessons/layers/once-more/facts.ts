import type { LayerFile } from '../../../sandbox/checks/layer-files.ts';

export const base = 'redis:7.0';
export const low = 'tower:low';
export const high = 'tower:high';

/** A file or a folder at `path`. */
export function holds(files: readonly LayerFile[] | undefined, path: string): boolean {
  return files?.some((each) => each.path === path && each.kind !== 'deleted') ?? false;
}
