import type { ChildImage, ContainerState } from '../../../sandbox/checks/collectors.ts';
import type { LayerFile } from '../../../sandbox/checks/layer-files.ts';
import type { TypedCommand } from '../../../sandbox/checks/record.ts';
import { dockerCalls } from '../../../sandbox/checks/typed-docker.ts';
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

/**
 * The last line was a commit, and of what was committed since the first of these containers was made, something has the
 * file but not the name that was asked for. While a commit is under way its image has no name yet, so only one that was
 * there when the line had ended counts; and a learner's images of earlier runs do not.
 */
export function committedElsewhere(
  children: readonly ChildImage[],
  wanted: { path: string; tag: string },
  { made, typed }: { made: readonly ContainerState[]; typed: readonly TypedCommand[] },
): ChildImage | undefined {
  const last = typed.at(-1);
  if (!last || !dockerCalls(last.text).some((call) => call.includes('commit'))) return undefined;
  const since = Math.min(...made.map(({ createdAt }) => Date.parse(createdAt)));
  return children.find(({ files, tags, createdAt }) => {
    const at = Date.parse(createdAt);
    const isOfLast = at >= since && at <= Date.parse(last.endedAt);
    return isOfLast && holds(files, wanted.path) && !tags.includes(wanted.tag);
  });
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
