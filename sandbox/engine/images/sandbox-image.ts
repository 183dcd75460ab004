import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type Dockerode from 'dockerode';
import { folderHash, hashOf } from './file-hash.ts';
import { buildImage, imageIdOf, importRootfs } from './host-images.ts';
import { buildRootfs, imageFolder } from './rootfs-script.ts';

export interface SandboxImage {
  id: string;
  /** Of everything that went in. */
  hash: string;
}

/** The image that sandboxes are made of: the base (packages), imported, and our own files on top. */
export async function ensureSandboxImage(
  docker: Dockerode,
  options: { cacheDir: string; env: NodeJS.ProcessEnv; signal: AbortSignal },
): Promise<SandboxImage> {
  const layerFolder = join(imageFolder, 'layer');
  const tar = await buildRootfs('base/build.sh', options);
  const baseHash = basename(tar, '.tar');
  const hash = hashOf(baseHash, await folderHash(layerFolder));
  const name = `drydock/sandbox:${hash}`;
  const base = `drydock/base:${baseHash}`;
  if (!(await imageIdOf(docker, name))) {
    await importRootfs(docker, tar, base, options.signal);
    const files = await readdir(layerFolder);
    await buildImage(docker, {
      name,
      folder: layerFolder,
      files,
      args: { BASE: base },
      signal: options.signal,
    });
  }
  const id = await imageIdOf(docker, name);
  if (id === undefined) throw new Error(`the engine built ${name} and does not have it`);
  return { id, hash };
}
