import { createWriteStream } from 'node:fs';
import { access, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type Dockerode from 'dockerode';
import { type CourseImageName, courseImages } from '../../../content/images.ts';
import { digestsOnHub } from './docker-hub.ts';
import { folderHash, hashOf } from './file-hash.ts';
import { buildImage, importRootfs, pullByDigest, splitName } from './host-images.ts';
import { buildRootfs, findRootfs, imageFolder } from './rootfs-script.ts';
import type { BuildOptions } from './sandbox-image.ts';

export interface CourseImageArchive {
  /** As `docker save` writes it, under names of our own. */
  tar: string;
  hash: string;
  /** Which name in the archive is which image of the course. */
  names: readonly { saved: string; course: CourseImageName }[];
  source: 'docker-hub' | 'stand-in';
}

/** The folder of `sandbox/image/stand-ins/` whose Dockerfile makes it; an image without one is not made yet. */
const standIns: Readonly<Partial<Record<CourseImageName, string>>> = {
  'busybox:1.35': 'busybox',
  'debian:bookworm-slim': 'debian',
  'redis:7.0': 'redis',
};

const made = courseImages.flatMap(({ name }) => {
  const folder = standIns[name as CourseImageName];
  return folder === undefined ? [] : [{ course: name, folder }];
});

/**
 * The course images as an archive: stand-ins that this machine has made before, else what Docker Hub has, else stand-ins
 * made now.
 */
export async function ensureCourseImages(
  docker: Dockerode,
  options: BuildOptions,
): Promise<CourseImageArchive> {
  if (await findRootfs('stand-ins/build.sh', options)) return ensureStandIns(docker, options);
  const fromHub = await ensureFromHub(docker, options);
  return fromHub ?? ensureStandIns(docker, options);
}

/** Undefined when Docker Hub does not answer for all of them. The archive lasts: a second start asks nobody. */
async function ensureFromHub(
  docker: Dockerode,
  options: BuildOptions,
): Promise<CourseImageArchive | undefined> {
  const digests = await digestsOnHub(
    docker,
    made.map(({ course }) => course),
  );
  if (!digests) return undefined;
  const hash = hashOf('docker-hub', ...[...digests].flat());
  const names = made.map(({ course, folder }) => ({ course, folder, saved: `drydock/${folder}:${hash}` }));
  const tar = join(options.cacheDir, `course-${hash}.tar`);
  if (!(await exists(tar))) {
    for (const { course, saved } of names) {
      const digest = digests.get(course);
      if (digest === undefined) throw new Error(`no digest of ${course}`);
      const id = await pullByDigest(docker, course, digest, options.signal);
      await docker.getImage(id).tag(splitName(saved));
    }
    await saveImages(
      docker,
      names.map((each) => each.saved),
      tar,
      options,
    );
  }
  return { tar, hash, names, source: 'docker-hub' };
}

/**
 * Builds the stand-ins once and keeps them as one archive in the cache. On the host engine they have names of our own, so
 * that an image of somebody else's is never replaced.
 */
async function ensureStandIns(docker: Dockerode, options: BuildOptions): Promise<CourseImageArchive> {
  const folder = join(imageFolder, 'stand-ins');
  const rootTar = await buildRootfs('stand-ins/build.sh', options);
  const rootHash = basename(rootTar, '.tar');
  const hash = hashOf(rootHash, await folderHash(folder), JSON.stringify(standIns));
  const names = made.map(({ course, folder }) => ({ course, folder, saved: `drydock/${folder}:${hash}` }));
  const tar = join(options.cacheDir, `course-${hash}.tar`);
  if (!(await exists(tar))) {
    const root = `drydock/debian-root:${rootHash}`;
    await importRootfs(docker, rootTar, root, options.signal);
    for (const { folder: image, saved } of names) {
      const own = join(folder, image);
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
  return { tar, hash, names, source: 'stand-in' };
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
