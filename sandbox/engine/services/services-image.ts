import { constants, copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type Dockerode from 'dockerode';
import { courseImages } from '../../../content/images.ts';
import { searchIndex } from '../../../content/search-index.ts';
import { folderHash, hashOf } from '../images/file-hash.ts';
import { buildImage, imageIdOf } from '../images/host-images.ts';
import { imageFolder } from '../images/rootfs-script.ts';
import type { BuildOptions, SandboxImage } from '../images/sandbox-image.ts';

/** The sandbox image, the services' own files, and the Node that runs this server. */
export async function ensureServicesImage(
  docker: Dockerode,
  base: SandboxImage,
  { cacheDir, signal }: Pick<BuildOptions, 'cacheDir' | 'signal'>,
): Promise<{ id: string; hash: string }> {
  const folder = join(imageFolder, 'services');
  const lists = {
    'search-index.json': JSON.stringify(searchIndex),
    'mirrored.json': JSON.stringify(courseImages.map((image) => image.name)),
  };
  const hash = hashOf(
    base.hash,
    await folderHash(folder),
    ...Object.values(lists),
    process.version,
    process.arch,
  );
  const name = `drydock/services:${hash}`;
  if (!(await imageIdOf(docker, name))) {
    await mkdir(cacheDir, { recursive: true });
    const context = await mkdtemp(join(cacheDir, 'services-'));
    try {
      const files = await readdir(folder);
      for (const file of files) await copyFile(join(folder, file), join(context, file));
      await copyFile(linuxNode(), join(context, 'node'), constants.COPYFILE_FICLONE);
      for (const [file, content] of Object.entries(lists)) await writeFile(join(context, file), content);
      const all = [...files, 'node', ...Object.keys(lists)];
      await buildImage(docker, { name, folder: context, files: all, args: { BASE: base.id }, signal });
    } finally {
      await rm(context, { recursive: true, force: true });
    }
  }
  const id = await imageIdOf(docker, name);
  if (id === undefined) throw new Error(`the engine built ${name} and does not have it`);
  return { id, hash };
}

/** The registry's package holds one file that needs nothing else; a distribution's own Node may need libraries. */
function linuxNode(): string {
  try {
    return createRequire(import.meta.url).resolve(`node-linux-${process.arch}/bin/node`);
  } catch {
    return process.execPath;
  }
}
