import type { Archive, ArchivedImage } from '../../../sandbox/checks/archives.ts';
import type { LastCall } from '../../../sandbox/checks/last-call.ts';
import { operands } from '../../../sandbox/checks/typed-docker.ts';

export const diary = 'diary:1.0';

/** As `docker images` prints an id. */
export function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}

export interface Found {
  archive: Archive;
  image: ArchivedImage;
}

/** Archives in which an image has this name, newest first. */
export function savedAs(archives: readonly Archive[], tag: string): Found[] {
  return archives.flatMap((archive) =>
    (archive.images ?? []).filter(({ tags }) => tags.includes(tag)).map((image) => ({ archive, image })),
  );
}

/** An archive of this very image that does not know its name. */
export function savedNameless(archives: readonly Archive[], id: string): Archive | undefined {
  return archives.find(({ images }) => images?.some((image) => image.id === id && image.tags.length === 0));
}

/** The file behind `-o`. */
export function targetOf({ args }: LastCall): string | undefined {
  const at = args.findIndex((arg) => arg === '-o' || arg === '--output');
  return at === -1
    ? args.find((arg) => /^(--output=|-o)./.test(arg))?.replace(/^(--output=|-o=?)/, '')
    : args[at + 1];
}

export function named({ args }: LastCall): string[] {
  return operands(args, ['-o', '--output', '-i', '--input']);
}

/** `ubuntu:14:04`: a colon too many, which is no port of a registry either. */
export function colonTooMany(call: LastCall): string | undefined {
  return named(call).find((word) => /^[^/:]+:[^/:]+:[^/:]+$/.test(word));
}
