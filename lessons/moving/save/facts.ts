import type { Archive, ArchivedImage } from '../../../sandbox/checks/archives.ts';
import type { TypedCommand } from '../../../sandbox/checks/record.ts';
import { dockerCalls, operands } from '../../../sandbox/checks/typed-docker.ts';

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

export interface Call {
  args: string[];
  failed: boolean;
  text: string;
}

/** The last line, when it called `docker <verb>`. */
export function lastCall(typed: readonly TypedCommand[], verb: string): Call | undefined {
  const last = typed.at(-1);
  const call = dockerCalls(last?.text ?? '').findLast((each) => each.includes(verb));
  if (!last || !call) return undefined;
  const args = call.slice(call.indexOf(verb) + 1);
  return { args, failed: last.exitCode !== undefined && last.exitCode !== 0, text: last.text.trim() };
}

/** Whether it says where to write, by an option or by the shell. */
export function hasTarget({ args, text }: Call): boolean {
  return args.some((arg) => /^(-o|--output)/.test(arg)) || /[>|]/.test(text);
}

/** The file behind `-o`. */
export function targetOf({ args }: Call): string | undefined {
  const at = args.findIndex((arg) => arg === '-o' || arg === '--output');
  return at === -1
    ? args.find((arg) => /^(--output=|-o)./.test(arg))?.replace(/^(--output=|-o=?)/, '')
    : args[at + 1];
}

export function named({ args }: Call): string[] {
  return operands(args, ['-o', '--output', '-i', '--input']);
}

/** `ubuntu:14:04`: a colon too many, which is no port of a registry either. */
export function colonTooMany(call: Call): string | undefined {
  return named(call).find((word) => /^[^/:]+:[^/:]+:[^/:]+$/.test(word));
}
