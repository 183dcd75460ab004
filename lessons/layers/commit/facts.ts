import type { ChildImage, ContainerState } from '../../../sandbox/checks/collectors.ts';
import type { LayerFile } from '../../../sandbox/checks/layer-files.ts';
import type { VolumeState } from '../../../sandbox/checks/volume-files.ts';

export const base = 'redis:7.0';
export const first = 'redis-custom:first';
export const second = 'redis-custom:second';

/** As `docker images` prints an id. */
export function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}

/** A file or a folder at `path`: either is a change of a writable layer. */
export function holds(files: readonly LayerFile[] | undefined, path: string): boolean {
  return files?.some((each) => each.path === path && each.kind !== 'deleted') ?? false;
}

/** A container that has something new at `path` in its writable layer. */
export function changedAt(made: readonly ContainerState[], path: string): ContainerState | undefined {
  return made.find(({ changes }) =>
    changes.some((change) => change.path === path && change.kind === 'added'),
  );
}

/** The file went to another place in the container: the same name in another folder, or nearly the same name. */
export function changedNearby(
  made: readonly ContainerState[],
  path: string,
): { container: string; path: string } | undefined {
  const similar = new RegExp(`${path}(\\.\\w+)?$`, 'i');
  const all = made.flatMap(({ name: container, changes }) =>
    changes.map(({ kind, path: at }) => ({ kind, path: at, container })),
  );
  return all.find((change) => change.kind === 'added' && change.path !== path && similar.test(change.path));
}

/** The file lies in a volume, where no commit finds it. */
export function volumeWith(
  volumes: readonly VolumeState[],
  path: string,
): { container: string; path: string } | undefined {
  const found = volumes.find(({ files }) => holds(files, path));
  return found && { container: found.container, path: `${found.destination}${path}` };
}

/** Something was committed that has the file, under another name or none, since the first of these containers was made. */
export function committedElsewhere(
  children: readonly ChildImage[],
  path: string,
  made: readonly ContainerState[],
): ChildImage | undefined {
  // The start state leaves no container, but it may leave a learner's own images.
  const since = Math.min(...made.map(({ createdAt }) => Date.parse(createdAt)));
  return children.find(({ files, createdAt }) => holds(files, path) && Date.parse(createdAt) >= since);
}

/** The names that a learner sees for an image: its tags, else its short id. */
export function nameOf({ tags, id }: { tags: readonly string[]; id: string }): string {
  return tags[0] ?? shortId(id);
}

/** BuildKit leaves its mark in every row of history that it makes. */
export function isBuilt(rows: readonly { comment: string }[] | undefined): boolean {
  return rows?.[0]?.comment.startsWith('buildkit.') ?? false;
}

/** A program as a container starts it, for reading. */
export function programOf({
  entrypoint,
  cmd,
}: {
  entrypoint: readonly string[];
  cmd: readonly string[];
}): string {
  return [...entrypoint, ...cmd].join(' ');
}
