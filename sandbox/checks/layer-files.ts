import type { Sandbox } from '../engine/port.ts';
import { CouldNotCollect } from './evidence.ts';
import { readAtMost } from './sandbox-script.ts';

/** More than a layer with a package installation has; a bigger one is answered with `too-big`. */
const maxListBytes = 8 * 1024 * 1024;

/** Where overlay2 keeps layers, seen from inside the sandbox. */
const layerDirectory = /^\/var\/lib\/docker\/overlay2\/[A-Za-z0-9_.-]{1,128}\/diff$/;

/** One entry of an image layer. `deleted`: the layer hides what a layer below has there (an overlay whiteout). */
export interface LayerFile {
  /** From the image's root, with the leading slash. */
  path: string;
  kind: 'file' | 'directory' | 'link' | 'deleted' | 'other';
  sizeBytes: number;
}

/**
 * Lists a layer inside the sandbox, as root of the sandbox's user namespace: nothing on the host follows a path that a
 * learner can write. Throws `CouldNotCollect`.
 */
export async function listLayer(
  sandbox: Sandbox,
  directory: string,
  signal: AbortSignal,
): Promise<LayerFile[]> {
  return (await listLayers(sandbox, [directory], signal)).get(directory) ?? [];
}

/**
 * A layer never changes, and the name of its directory is random: one that was listed need not be listed again for every
 * check. The newest ones of each sandbox are kept, but for huge ones.
 */
const known = new WeakMap<Sandbox, Map<string, LayerFile[]>>();
const maxKnownLayers = 40;
const maxKnownFiles = 4_000;

/** Several layers by one program in the sandbox, by directory. */
export async function listLayers(
  sandbox: Sandbox,
  directories: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, LayerFile[]>> {
  if (!directories.every((directory) => layerDirectory.test(directory))) {
    throw new CouldNotCollect('unreadable', 'the learner engine named an unexpected layer directory');
  }
  const before = known.get(sandbox) ?? new Map<string, LayerFile[]>();
  known.set(sandbox, before);
  const unknown = [...new Set(directories)].filter((directory) => !before.has(directory));
  const lists = await listFolders(sandbox, unknown, [], signal);
  const found = new Map(
    directories.map((directory) => [directory, before.get(directory) ?? lists.get(directory) ?? []]),
  );
  for (const [directory, files] of lists) if (files.length <= maxKnownFiles) before.set(directory, files);
  for (const [oldest] of before) if (before.size > maxKnownLayers) before.delete(oldest);
  return found;
}

/**
 * Everything below folders inside the sandbox that are known to be safe to name to find(1). `limits`: more of find's
 * global options.
 */
export async function listFolders(
  sandbox: Sandbox,
  directories: readonly string[],
  limits: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, LayerFile[]>> {
  if (directories.length === 0) return new Map();
  const { stdin, stdout, stderr, exitCode } = await sandbox.exec({
    // -H: layers of the golden store are symbolic links. NUL ends a field, since a file name may hold a line feed.
    argv: ['find', '-H', ...directories, '-mindepth', '1', ...limits, '-xdev', '-printf', '%H\\0%y %s %P\\0'],
    as: 'engine-root',
    signal,
  });
  stdin.end();
  stderr.resume();
  const [list, code] = await Promise.all([readAtMost(stdout, maxListBytes), exitCode]);
  // A folder that vanished between the two questions is asked for again with the next check.
  if (code !== 0) throw new CouldNotCollect('unreadable', `a folder could not be listed (find: ${code})`);
  return parseLayerLists(list.toString('utf8'));
}

/** Pairs of fields of `find -printf '%H\0%y %s %P\0'`. Another shape throws `CouldNotCollect('unreadable')`. */
export function parseLayerLists(list: string): Map<string, LayerFile[]> {
  const lists = new Map<string, LayerFile[]>();
  const fields = list.split('\0');
  if (fields.pop() !== '' || fields.length % 2 === 1)
    throw new CouldNotCollect('unreadable', 'the layer list was cut off');
  for (let at = 0; at < fields.length; at += 2) {
    const directory = fields[at] ?? '';
    lists.set(directory, lists.get(directory) ?? []);
    lists.get(directory)?.push(parseRow(fields[at + 1] ?? ''));
  }
  return lists;
}

function parseRow(row: string): LayerFile {
  const [all, letter = '', size = '', path = ''] = /^(\w) (\d{1,16}) (.+)$/s.exec(row) ?? [];
  if (all === undefined) throw new CouldNotCollect('unreadable', 'a row of the layer list is malformed');
  return { path: `/${path}`, kind: kinds[letter] ?? 'other', sizeBytes: Number(size) };
}

/** A rootless engine can make no device files but the 0/0 character device that overlayfs calls a whiteout. */
const kinds: Readonly<Record<string, LayerFile['kind']>> = {
  f: 'file',
  d: 'directory',
  l: 'link',
  c: 'deleted',
};
