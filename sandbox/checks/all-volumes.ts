import { type Collector, CouldNotCollect } from './evidence.ts';
import { readScript } from './sandbox-script.ts';

const timeLimitSeconds = 5;
const maxListBytes = 256 * 1024;

/** A volume of the learner engine, used by a container or not. */
export interface VolumeFiles {
  name: string;
  /** Made by the engine because nobody gave it a name. */
  isAnonymous: boolean;
  /** What lies at its top, by name. */
  files: string[];
}

/** All volumes with what lies at their top. */
export function allVolumes(): Collector<VolumeFiles[]> {
  return {
    kind: 'all-volumes',
    async collect({ sandbox, signal }) {
      const { exitCode, stdout } = await readScript(
        sandbox,
        {
          argv: [
            'find',
            '-P',
            '/var/lib/docker/volumes',
            '-mindepth',
            '1',
            '-maxdepth',
            '3',
            '-printf',
            '%y %P\\0',
          ],
          as: 'engine-root',
        },
        { timeLimitSeconds, signal, maxBytes: maxListBytes },
      );
      // A volume that vanished in the meantime is asked for again with the next check.
      if (exitCode !== 0) throw new CouldNotCollect('unreadable', 'the volumes could not be listed');
      return parseVolumeList(stdout.toString('utf8'));
    },
  };
}

/** Rows of `find -printf '%y %P\0'` from the folder of all volumes: `d NAME`, `d NAME/_data`, `f NAME/_data/FILE`. */
export function parseVolumeList(list: string): VolumeFiles[] {
  const volumes = new Map<string, VolumeFiles>();
  for (const row of list.split('\0')) {
    const [, kind, name = '', data, file] = /^(\w) ([^/]+)(\/_data)?(?:\/(.+))?$/s.exec(row) ?? [];
    if (kind === undefined) continue;
    if (kind === 'd' && data === undefined && file === undefined)
      volumes.set(name, { name, isAnonymous: /^[0-9a-f]{64}$/.test(name), files: [] });
    if (data !== undefined && file !== undefined) volumes.get(name)?.files.push(file);
  }
  return [...volumes.values()];
}
