import type { HomeFile } from '../../../sandbox/checks/home-files.ts';
import type { OwnFiles } from '../../../sandbox/checks/image-files.ts';

export const base = 'debian:bookworm-slim';
export const program = '/usr/bin/tree';
export const list = '/list.txt';

/** A Dockerfile by a here-document, as somebody types it who does not use an editor. */
export function write(...lines: string[]): string {
  return `cat > ~/desk/Dockerfile <<'EOF'\n${lines.join('\n')}\nEOF`;
}

/** The size of the installed program in an image. */
export function programBytes(own: OwnFiles | undefined): number | undefined {
  return own?.layers
    .flat()
    .findLast(({ path, kind }) => path === program && kind !== 'directory' && kind !== 'deleted')?.sizeBytes;
}

/** Whether an image has the learner's own list. */
export function hasList(own: OwnFiles | undefined, wanted: HomeFile): boolean {
  return wanted.kind === 'text' && own?.texts[list] === wanted.text;
}

/** Made by a builder, by its history. */
export function isBuilt(rows: readonly { comment: string }[] | undefined): boolean {
  return rows?.some(({ comment }) => comment.startsWith('buildkit')) ?? false;
}
