import type { ContainerDetails } from '../engine/learner-engine.ts';
import type { Sandbox } from '../engine/port.ts';
import { CouldNotCollect } from './evidence.ts';
import { type LayerFile, listFolders } from './layer-files.ts';

/** What the engine allows as a volume's name (moby, `names.RestrictedNameChars`); anonymous ones are 64 hex digits. */
const volumeName = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,127}$/;

/** A volume that a container uses, with what lies at its top. */
export interface VolumeState {
  /** The container's name. */
  container: string;
  /** Where the container sees it. */
  destination: string;
  /** Paths count from the volume's root. */
  files: LayerFile[];
}

/** Lists the volumes of containers, one level deep. Bind mounts are left out. Throws `CouldNotCollect`. */
export async function listVolumes(
  sandbox: Sandbox,
  containers: readonly Pick<ContainerDetails, 'name' | 'mounts'>[],
  signal: AbortSignal,
): Promise<VolumeState[]> {
  const volumes = containers.flatMap(({ name: container, mounts }) =>
    mounts
      .filter(({ type }) => type === 'volume')
      .map(({ name, destination }) => ({ container, destination, folder: folderOf(name) })),
  );
  const folders = [...new Set(volumes.map(({ folder }) => folder))];
  const lists = await listFolders(sandbox, folders, ['-maxdepth', '1'], signal);
  return volumes.map(({ folder, ...volume }) => ({ ...volume, files: lists.get(folder) ?? [] }));
}

function folderOf(volume: string): string {
  if (!volumeName.test(volume))
    throw new CouldNotCollect('unreadable', 'the learner engine named an unexpected volume');
  return `/var/lib/docker/volumes/${volume}/_data`;
}
