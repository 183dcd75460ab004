import type { ContainerConfig, FileChange } from '../engine/learner-engine.ts';
import type { LayerFile } from './layer-files.ts';

/** What of an image these helpers look at. */
export interface Layered {
  layers: readonly string[];
}

/** The layers that `image` has on top of `base`, base first; undefined when it does not stand on `base`. */
export function layersOnTop(base: Layered, image: Layered): string[] | undefined {
  const stands = base.layers.every((layer, index) => image.layers[index] === layer);
  return stands ? image.layers.slice(base.layers.length) : undefined;
}

/** Whether a container of either image would start the same program. */
export function startsSameProgram(a: ContainerConfig, b: ContainerConfig): boolean {
  return sameList(a.entrypoint, b.entrypoint) && sameList(a.cmd, b.cmd);
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => b[index] === item);
}

/** Whether a layer brings a file at `path`; a directory or a deletion there is not one. */
export function bringsFile(files: readonly LayerFile[] | undefined, path: string): boolean {
  return files?.some((each) => each.path === path && each.kind === 'file') ?? false;
}

/** Whether a container's writable layer has something new at `path`. What lies in a volume is never there. */
export function hasChanged(changes: readonly FileChange[] | undefined, path: string): boolean {
  return changes?.some((change) => change.path === path && change.kind !== 'deleted') ?? false;
}
