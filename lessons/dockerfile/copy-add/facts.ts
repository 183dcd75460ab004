import { readDockerfile } from '../../../sandbox/checks/dockerfile-facts.ts';
import type { HomeEntry, HomeFile } from '../../../sandbox/checks/home-files.ts';
import type { OwnFiles } from '../../../sandbox/checks/image-files.ts';
import type { LayerFile } from '../../../sandbox/checks/layer-files.ts';

export const base = 'busybox:1.35';
export const archive = 'site.tar.gz';
export const address = `http://localhost:8642/${archive}`;

/** A Dockerfile by a here-document, as somebody types it who does not use an editor. */
export function write(...lines: string[]): string {
  return `cat > ~/box/Dockerfile <<'EOF'\n${lines.join('\n')}\nEOF`;
}

/** Every file of the image's own layers; what a later layer hides is among them. */
export function filesOf(own: OwnFiles | undefined): LayerFile[] {
  return (own?.layers ?? []).flat().filter(({ kind }) => kind === 'file');
}

export function fileAt(own: OwnFiles | undefined, path: string): LayerFile | undefined {
  return filesOf(own).find((each) => each.path === path);
}

/** A file of that name somewhere else in the image. */
export function fileNamed(own: OwnFiles | undefined, name: string): LayerFile | undefined {
  return filesOf(own).find(({ path }) => path.endsWith(`/${name}`));
}

/** The rows of history that a COPY or an ADD of `what` has left. */
export function rowOf(
  rows: readonly { createdBy: string }[] | undefined,
  instruction: 'COPY' | 'ADD',
  what: string,
): string | undefined {
  const row = rows?.find(
    ({ createdBy }) => createdBy.startsWith(`${instruction} `) && createdBy.includes(what),
  );
  return row?.createdBy.replace(/ # buildkit$/, '');
}

/** What COPY and ADD of a Dockerfile name as their sources. */
export function sourcesIn(dockerfile: HomeFile): { instruction: string; source: string }[] {
  if (dockerfile.kind !== 'text') return [];
  return readDockerfile(dockerfile.text)
    .instructions.filter(({ keyword }) => keyword === 'COPY' || keyword === 'ADD')
    .flatMap(({ keyword, execForm, words }) =>
      (execForm ?? words).slice(0, -1).map((source) => ({ instruction: keyword, source })),
    );
}

/** Leads out of the folder, so the builder, which takes it from the context's root, looks elsewhere than meant. */
export function leadsOut(source: string): boolean {
  return /^(\.\.(\/|$)|~|\$HOME|\/home\/)/.test(source);
}

/** A plain file name that is not in the context. */
export function isMissing(source: string, context: readonly HomeEntry[] | undefined): boolean {
  const path = source.replace(/^\.?\/+/, '').replace(/\/+$/, '');
  const isPlain = /^[\w.-]+(\/[\w.-]+)*$/.test(path) && path !== '.';
  return isPlain && context !== undefined && !context.some((entry) => entry.path === path);
}
