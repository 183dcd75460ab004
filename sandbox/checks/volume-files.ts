import type { ContainerDetails } from '../engine/learner-engine.ts';
import type { Sandbox } from '../engine/port.ts';
import { CouldNotCollect } from './evidence.ts';
import { type LayerFile, listFolder } from './layer-files.ts';

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

/** Lists the volumes of a container, one level deep. Bind mounts are left out. Throws `CouldNotCollect`. */
export function listVolumes(
  sandbox: Sandbox,
  { name: container, mounts }: Pick<ContainerDetails, 'name' | 'mounts'>,
  signal: AbortSignal,
): Promise<VolumeState[]> {
  const volumes = mounts.filter((mount) => mount.type === 'volume');
  return Promise.all(
    volumes.map(async ({ name, destination }) => {
      if (!volumeName.test(name))
        throw new CouldNotCollect('unreadable', 'the learner engine named an unexpected volume');
      const folder = `/var/lib/docker/volumes/${name}/_data`;
      return { container, destination, files: await listFolder(sandbox, folder, ['-maxdepth', '1'], signal) };
    }),
  );
}
