import type { Sandbox } from '../engine/port.ts';
import { type Collector, CouldNotCollect } from './evidence.ts';
import { readScript } from './sandbox-script.ts';

const timeLimitSeconds = 5;
const defaultMaxBytes = 64 * 1024;
/** More than a learner's project has; a bigger folder is answered with `too-big`. */
const maxListBytes = 128 * 1024;
const defaultMaxDepth = 6;

/** What stands under a path in the learner's home. */
export type HomeFile =
  /** A byte order mark and carriage returns are left in (`dockerfile-facts.ts` takes them out). */
  | { kind: 'text'; text: string; sizeBytes: number }
  /** Nothing is there. */
  | { kind: 'gone' }
  | { kind: 'too-large'; sizeBytes: number }
  /** Not UTF-8, or with a NUL in it: UTF-16 too, as some editors save. */
  | { kind: 'binary'; sizeBytes: number }
  | { kind: 'folder' }
  /** A symbolic link, or below one: it is not followed, since it could lead out of the home. */
  | { kind: 'link' }
  /** A pipe, a socket, or a file that the learner may not read. */
  | { kind: 'unreadable' };

/** A file or folder below a folder of the learner's home. */
export interface HomeEntry {
  /** From the folder, without a slash in front. */
  path: string;
  kind: 'file' | 'directory' | 'link' | 'other';
  sizeBytes: number;
}

/**
 * Says what a path is, word by word of it, so that no link is followed: `<kind> <size>` and a line feed. `$1` is the path
 * from the home, `$2` how many bytes of a file to print behind that line.
 */
const look = `
cd /home/learner || exit
IFS=/
set -f
path=. rest=$1
for word in $rest; do
  [ -L "$path" ] && { echo link 0; exit; }
  [ -d "$path" ] || { echo gone 0; exit; }
  path=$path/$word
done
[ -L "$path" ] && { echo link 0; exit; }
[ -d "$path" ] && { echo folder 0; exit; }
[ -e "$path" ] || { echo gone 0; exit; }
[ -f "$path" ] && [ -r "$path" ] || { echo unreadable 0; exit; }
echo "file $(stat --format=%s "$path")"
head -c "$2" "$path"`;

/**
 * The text of a small file in the learner's home, read as the learner. `path` is as a learner writes it: `~/answer`,
 * `answer`, `shop/Dockerfile`.
 */
export function homeFile(path: string, { maxBytes = defaultMaxBytes } = {}): Collector<HomeFile> {
  const inside = pathInHome(path);
  return {
    kind: 'home-file',
    collect: ({ sandbox, signal }) => readHomeFile(sandbox, inside, maxBytes, signal),
  };
}

/**
 * What lies below a folder of the learner's home, six levels deep unless told, sorted by path; undefined when no such folder is
 * there (or it is a link).
 */
export function homeFiles(
  folder: string,
  { maxDepth = defaultMaxDepth } = {},
): Collector<HomeEntry[] | undefined> {
  const inside = pathInHome(folder);
  return {
    kind: 'home-files',
    async collect({ sandbox, signal }) {
      const found = await readHomeFile(sandbox, inside, 0, signal);
      return found.kind === 'folder' ? listFolder(sandbox, inside, maxDepth, signal) : undefined;
    },
  };
}

async function readHomeFile(
  sandbox: Sandbox,
  path: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<HomeFile> {
  const { stdout } = await readScript(
    sandbox,
    { argv: ['sh', '-c', look, 'look', path, String(maxBytes)], as: 'learner' },
    { timeLimitSeconds, signal, maxBytes: maxBytes + 64 },
  );
  return parseHomeFile(stdout, maxBytes);
}

/** The first line says what it is. Another shape throws `CouldNotCollect('unreadable')`. */
export function parseHomeFile(printed: Buffer, maxBytes: number): HomeFile {
  const end = printed.indexOf('\n');
  const [, kind, size] = /^([a-z]+) (\d{1,16})$/.exec(printed.subarray(0, Math.max(end, 0)).toString()) ?? [];
  const sizeBytes = Number(size);
  if (kind === 'gone' || kind === 'folder' || kind === 'link' || kind === 'unreadable') return { kind };
  if (kind !== 'file') throw new CouldNotCollect('unreadable', 'a file of the home could not be looked at');
  if (sizeBytes > maxBytes) return { kind: 'too-large', sizeBytes };
  const text = decode(printed.subarray(end + 1));
  return text === undefined ? { kind: 'binary', sizeBytes } : { kind: 'text', text, sizeBytes };
}

function decode(bytes: Buffer): string | undefined {
  if (bytes.includes(0)) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

async function listFolder(
  sandbox: Sandbox,
  folder: string,
  maxDepth: number,
  signal: AbortSignal,
): Promise<HomeEntry[]> {
  const limits = ['-mindepth', '1', '-maxdepth', String(maxDepth), '-xdev'];
  const { stdout } = await readScript(
    sandbox,
    // A folder that the learner may not read makes find end with 1; what it did see counts.
    {
      argv: ['find', '-P', `/home/learner/${folder}`, ...limits, '-printf', '%y %s %P\\0'],
      as: 'learner',
    },
    { timeLimitSeconds, signal, maxBytes: maxListBytes },
  );
  return parseHomeList(stdout.toString('utf8'));
}

/** Rows of `find -printf '%y %s %P\0'`. Another shape throws `CouldNotCollect('unreadable')`. */
export function parseHomeList(list: string): HomeEntry[] {
  const rows = list.split('\0');
  if (rows.pop() !== '') throw new CouldNotCollect('unreadable', 'a list of files was cut off');
  const entries = rows.map((row): HomeEntry => {
    const [all, letter = '', size = '', path = ''] = /^(\w) (\d{1,16}) (.+)$/s.exec(row) ?? [];
    if (all === undefined) throw new CouldNotCollect('unreadable', 'a row of a file list is malformed');
    return { path, kind: kinds[letter] ?? 'other', sizeBytes: Number(size) };
  });
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
}

const kinds: Readonly<Record<string, HomeEntry['kind']>> = { f: 'file', d: 'directory', l: 'link' };

/** A lesson's author names the path: a wrong one is a fault of the lesson, and found when it is loaded. */
function pathInHome(path: string): string {
  const inside = path.replace(/^~\//, '');
  const words = inside.split('/');
  if (words.some((word) => word === '' || word === '.' || word === '..') || /[\0\n]/.test(inside))
    throw new TypeError(`not a path in the learner's home: ${path}`);
  return inside;
}
