import { createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type Dockerode from 'dockerode';
import { type CourseImage, courseImages } from '../../../content/images.ts';
import type { CourseImageArchive } from './course-archive.ts';
import { digestsOnHub } from './docker-hub.ts';
import { hashOf } from './file-hash.ts';
import { pullByDigest, splitName } from './host-images.ts';
import { type ImageLock, lockFile, writeImageLock } from './image-lock.ts';
import type { BuildOptions } from './sandbox-image.ts';

/**
 * The course images from Docker Hub, each by a pinned digest; undefined when Docker Hub does not answer for all of them and
 * this machine has not pulled them before. The archive lasts: a second start asks nobody.
 */
export async function ensureFromHub(
  docker: Dockerode,
  options: BuildOptions,
  lock: ImageLock | undefined,
): Promise<CourseImageArchive | undefined> {
  const known = pinned(lock);
  const finished = known.size === courseImages.length ? archiveOf(known, options) : undefined;
  if (finished && (await exists(finished.tar))) return finished;
  const digests = await askHub(docker, known, options.cacheDir);
  if (!digests) return undefined;
  await writeImageLock(options.cacheDir, {
    source: 'docker-hub',
    digests: Object.fromEntries(digests),
  });
  const archive = archiveOf(digests, options);
  if (!(await exists(archive.tar))) await pullAll(docker, archive, options);
  return archive;
}

/** What the catalogue says goes before what an earlier pull found. */
export function pinned(lock: ImageLock | undefined): ReadonlyMap<string, string> {
  return new Map(
    (courseImages as readonly CourseImage[]).flatMap(({ name, digest }) => {
      const known = digest ?? lock?.digests[name];
      return known === undefined ? [] : [[name, known] as const];
    }),
  );
}

/** By digest where one is pinned, else by tag. */
async function askHub(
  docker: Dockerode,
  known: ReadonlyMap<string, string>,
  cacheDir: string,
): Promise<ReadonlyMap<string, string> | undefined> {
  const references = new Map(
    courseImages.map(({ name }) => {
      const digest = known.get(name);
      return [name, digest === undefined ? name : `${splitName(name).repo}@${digest}`] as const;
    }),
  );
  const answers = await digestsOnHub(docker, [...references.values()]);
  if (!answers) return undefined;
  const digests = new Map([...references].map(([name, reference]) => [name, answers.get(reference) ?? '']));
  refuseOthers(digests, known, lockFile(cacheDir));
  return digests;
}

/** Throws when an image is not the one that was pinned; says where the pin is. */
export function refuseOthers(
  digests: ReadonlyMap<string, string>,
  known: ReadonlyMap<string, string>,
  lock: string,
): void {
  for (const [name, wanted] of known) {
    const digest = digests.get(name);
    if (digest === wanted) continue;
    throw new Error(
      `${name} is pinned to ${wanted} (in content/images.ts or ${lock}), but Docker Hub gives ${digest}`,
    );
  }
}

/** On the host engine and in the archive they have names of our own: nobody's `redis:7.0` is replaced. */
function archiveOf(digests: ReadonlyMap<string, string>, { cacheDir }: BuildOptions) {
  const hash = hashOf('docker-hub', ...[...digests].flat());
  const tar = join(cacheDir, `course-${hash}.tar`);
  const names = courseImages.map(({ name }) => ({
    course: name,
    saved: `drydock/${name.replace(':', '-')}:${hash}`,
  }));
  const archive = { hash, source: 'docker-hub', names, digests, packages: [] } as const;
  return { ...archive, tar, open: () => createReadStream(tar) };
}

async function pullAll(
  docker: Dockerode,
  { names, digests, tar }: ReturnType<typeof archiveOf>,
  options: BuildOptions,
): Promise<void> {
  for (const { course, saved } of names) {
    const digest = digests.get(course);
    if (digest === undefined) throw new Error(`no digest of ${course}`);
    const id = await pullByDigest(docker, course, digest, options.signal);
    await docker.getImage(id).tag(splitName(saved));
  }
  await saveImages(
    docker,
    names.map(({ saved }) => saved),
    tar,
    options,
  );
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
