import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type Dockerode from 'dockerode';
import { digestsOnHub } from './docker-hub.ts';
import { folderHash, hashOf } from './file-hash.ts';
import { buildImage, imageIdOf, importRootfs, splitName } from './host-images.ts';
import { buildRootfs, findRootfs, imageFolder } from './rootfs-script.ts';

export interface SandboxImage {
  id: string;
  /** Of everything that went in. */
  hash: string;
}

export interface BuildOptions {
  cacheDir: string;
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
}

const debian = 'debian:trixie-slim';

/** The image that sandboxes are made of: the base (packages) and our own files on top. */
export async function ensureSandboxImage(docker: Dockerode, options: BuildOptions): Promise<SandboxImage> {
  const layerFolder = join(imageFolder, 'layer');
  const base = await ensureBase(docker, options);
  const hash = hashOf(base, await folderHash(layerFolder));
  const name = `drydock/sandbox:${hash}`;
  await buildImage(docker, {
    name,
    folder: layerFolder,
    files: await readdir(layerFolder),
    args: { BASE: base },
    signal: options.signal,
  });
  const id = await imageIdOf(docker, name);
  if (id === undefined) throw new Error(`the engine built ${name} and does not have it`);
  return { id, hash };
}

/**
 * Its name. A base from Docker Hub once built stays, so that neither a day without network nor a newer Debian there makes
 * another one; a root file system in the cache is used before anything is asked.
 */
async function ensureBase(docker: Dockerode, options: BuildOptions): Promise<string> {
  const folder = join(imageFolder, 'base');
  const fromHub = `drydock/base:hub-${await folderHash(folder)}`;
  if (await imageIdOf(docker, fromHub)) return fromHub;
  const cached = await findRootfs('base/build.sh', options);
  const digest = cached ? undefined : (await digestsOnHub(docker, [debian]))?.get(debian);
  if (digest === undefined) {
    const tar = cached ?? (await buildRootfs('base/build.sh', options));
    const name = `drydock/base:${basename(tar, '.tar')}`;
    await importRootfs(docker, tar, name, options.signal);
    return name;
  }
  await buildBase(docker, fromHub, `${splitName(debian).repo}@${digest}`, options.signal);
  return fromHub;
}

/** `from` is any Debian 13 image. */
export async function buildBase(
  docker: Dockerode,
  name: string,
  from: string,
  signal: AbortSignal,
): Promise<void> {
  const folder = join(imageFolder, 'base');
  await buildImage(docker, { name, folder, files: await readdir(folder), args: { DEBIAN: from }, signal });
}
