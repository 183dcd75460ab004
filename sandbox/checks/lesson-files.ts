import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pack } from 'tar-stream';
import type { Sandbox } from '../engine/port.ts';
import { runScript } from './sandbox-script.ts';
import { StartStateError } from './start-state-error.ts';

/** In all, so that opening a lesson stays quick; whatever is big is made by a start command. */
export const maxLessonFilesBytes = 1024 * 1024;
export const maxLessonFiles = 200;

/** Where a lesson's files lie in the sandbox: root's, so that a learner reads and copies, and does not change them. */
const place = '/run/lesson-files';
const timeLimitSeconds = 30;
/** The same for every checkout, so that what a lesson lists is the same everywhere. */
const modifiedAt = new Date('2026-01-01T00:00:00Z');

/** A lesson's `files/` cannot be brought into a sandbox as it is; the message says what an author has to change. */
export class LessonFilesError extends Error {
  override readonly name = 'LessonFilesError';
  /** From the folder. */
  readonly path: string;
  constructor(path: string, message: string) {
    super(message);
    this.path = path;
  }
}

/**
 * A lesson's `files/` as a tar archive, folders first; undefined when there are none. Executable files stay so. Throws
 * `LessonFilesError`.
 */
export async function packLessonFiles(lessonFolder: string): Promise<Buffer | undefined> {
  const folder = join(lessonFolder, 'files');
  const paths = await listPaths(folder);
  if (paths.length === 0) return undefined;
  const archive = pack();
  let bytes = 0;
  for (const path of paths) {
    const state = await lstat(join(folder, path));
    const about = { name: path, mtime: modifiedAt, uid: 0, gid: 0 };
    if (state.isDirectory()) archive.entry({ ...about, type: 'directory', mode: 0o755 });
    else if (state.isFile()) {
      bytes += state.size;
      if (bytes > maxLessonFilesBytes)
        throw new LessonFilesError(path, `more than ${maxLessonFilesBytes / 1024} KiB in all`);
      archive.entry(
        { ...about, mode: state.mode & 0o100 ? 0o755 : 0o644 },
        await readFile(join(folder, path)),
      );
    } else throw new LessonFilesError(path, 'something else than a file or a folder');
  }
  archive.finalize();
  return buffer(archive);
}

/**
 * Brings a lesson's files into a sandbox, in place of those of the lesson before. The folder there, or undefined when the
 * lesson has none. Throws `LessonFilesError` and `StartStateError`.
 */
export async function bringLessonFiles(
  sandbox: Sandbox,
  lessonFolder: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const archive = await packLessonFiles(lessonFolder);
  if (!archive) return undefined;
  const unpack = `rm -rf ${place} && mkdir -m 755 ${place} && tar -C ${place} --no-same-owner -xpf -`;
  const { exitCode, stderr } = await runScript(
    sandbox,
    { argv: ['sh', '-c', unpack], as: 'engine-root' },
    { timeLimitSeconds, signal, input: archive },
  );
  if (exitCode !== 0) throw new StartStateError(`files/ could not be brought in (${exitCode})`, stderr);
  return place;
}

/** Sorted, so that a folder stands before what is in it. */
async function listPaths(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  });
  if (entries.length > maxLessonFiles) throw new LessonFilesError('', `more than ${maxLessonFiles} files`);
  return entries.map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort();
}
