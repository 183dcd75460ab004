import type { Readable } from 'node:stream';
import type { Sandbox } from '../engine/port.ts';
import { CouldNotCollect } from './evidence.ts';

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
  if (!layerDirectory.test(directory)) {
    throw new CouldNotCollect('unreadable', 'the learner engine named an unexpected layer directory');
  }
  return listFolder(sandbox, directory, [], signal);
}

/**
 * Everything below a folder inside the sandbox that is known to be safe to name to find(1). `limits`: more of find's
 * global options.
 */
export async function listFolder(
  sandbox: Sandbox,
  directory: string,
  limits: readonly string[],
  signal: AbortSignal,
): Promise<LayerFile[]> {
  const { stdin, stdout, stderr, exitCode } = await sandbox.exec({
    // -H: layers of the golden store are symbolic links. NUL ends a row, since a file name may hold a line feed.
    argv: ['find', '-H', directory, '-mindepth', '1', ...limits, '-xdev', '-printf', '%y %s %P\\0'],
    as: 'engine-root',
    signal,
  });
  stdin.end();
  stderr.resume();
  const [list, code] = await Promise.all([readAtMost(stdout, maxListBytes), exitCode]);
  // A layer that vanished between the two questions is asked for again with the next check.
  if (code !== 0) throw new CouldNotCollect('unreadable', `the layer could not be listed (find: ${code})`);
  return parseLayerList(list);
}

async function readAtMost(stream: Readable, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    const buffer: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    bytes += buffer.length;
    if (bytes > maxBytes) throw new CouldNotCollect('too-big', 'the layer has too many files to list');
    chunks.push(buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Rows of `find -printf '%y %s %P\0'`. A row of another shape throws `CouldNotCollect('unreadable')`. */
export function parseLayerList(list: string): LayerFile[] {
  return list
    .split('\0')
    .filter((row) => row !== '')
    .map((row) => {
      const [all, letter = '', size = '', path = ''] = /^(\w) (\d{1,16}) (.+)$/s.exec(row) ?? [];
      if (all === undefined) throw new CouldNotCollect('unreadable', 'a row of the layer list is malformed');
      return { path: `/${path}`, kind: kinds[letter] ?? 'other', sizeBytes: Number(size) };
    });
}

/** A rootless engine can make no device files but the 0/0 character device that overlayfs calls a whiteout. */
const kinds: Readonly<Record<string, LayerFile['kind']>> = {
  f: 'file',
  d: 'directory',
  l: 'link',
  c: 'deleted',
};
