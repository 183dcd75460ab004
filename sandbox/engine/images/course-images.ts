import { createWriteStream } from 'node:fs';
import { access, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type Dockerode from 'dockerode';
import { type CourseImageName, courseImages } from '../../../content/images.ts';
import { folderHash, hashOf } from './file-hash.ts';
import { buildImage, importRootfs } from './host-images.ts';
import { buildRootfs, imageFolder } from './rootfs-script.ts';

export interface CourseImageArchive {
  /** As `docker save` writes it, under names of our own. */
  tar: string;
  hash: string;
  /** Which name in the archive is which image of the course. */
  names: readonly { saved: string; course: CourseImageName }[];
}

/** The folder of `sandbox/image/stand-ins/` whose Dockerfile makes it. */
const standIns: Readonly<Record<CourseImageName, string>> = {
  'busybox:1.35': 'busybox',
  'debian:bookworm-slim': 'debian',
  'redis:7.0': 'redis',
};

/**
 * Builds the stand-ins once and keeps them as one archive in the cache. On the host engine they have names of our own, so
 * that an image of somebody else's is never replaced.
 */
export async function ensureStandIns(
  docker: Dockerode,
  options: { cacheDir: string; env: NodeJS.ProcessEnv; signal: AbortSignal },
): Promise<CourseImageArchive> {
  const folder = join(imageFolder, 'stand-ins');
  const rootTar = await buildRootfs('stand-ins/build.sh', options);
  const rootHash = basename(rootTar, '.tar');
  const hash = hashOf(rootHash, await folderHash(folder), JSON.stringify(standIns));
  const names = courseImages.map(({ name }) => ({
    course: name,
    saved: `drydock/${standIns[name]}:${hash}`,
  }));
  const tar = join(options.cacheDir, `course-${hash}.tar`);
  if (!(await exists(tar))) {
    const root = `drydock/debian-root:${rootHash}`;
    await importRootfs(docker, rootTar, root, options.signal);
    for (const { course, saved } of names) {
      const own = join(folder, standIns[course]);
      await buildImage(docker, {
        name: saved,
        folder: own,
        files: await readdir(own),
        args: { ROOT: root },
        signal: options.signal,
      });
    }
    await saveImages(
      docker,
      names.map((each) => each.saved),
      tar,
      options,
    );
  }
  return { tar, hash, names };
}

/** dockerode has it, its types have not. */
type WithGetImages = Dockerode & {
  getImages(options: { names: string[]; abortSignal: AbortSignal }): Promise<NodeJS.ReadableStream>;
};

async function saveImages(
  docker: Dockerode,
  names: readonly string[],
  tar: string,
  { cacheDir, signal }: { cacheDir: string; signal: AbortSignal },
): Promise<void> {
  await mkdir(cacheDir, { recursive: true });
  const aside = `${tar}.${process.pid}.partial`;
  try {
    const stream = await (docker as WithGetImages).getImages({ names: [...names], abortSignal: signal });
    await pipeline(stream, createWriteStream(aside), { signal });
    await rename(aside, tar);
  } finally {
    await rm(aside, { force: true });
  }
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
