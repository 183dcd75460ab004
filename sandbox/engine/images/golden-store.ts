import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type Dockerode from 'dockerode';
import { isConflict, isMissing, unlessGone } from '../docker/docker-errors.ts';
import { openExec } from '../docker/exec-stream.ts';
import { inWorld, startCommand } from '../docker/learner-command.ts';
import { awaitReady } from '../docker/readiness.ts';
import { containerOptions, defaultLimits, type SandboxSpec } from '../docker/sandbox-spec.ts';
import { builderLabels, goldenLabels, ofInstance } from '../labels.ts';
import type { CourseImageArchive } from './course-images.ts';
import { hashOf } from './file-hash.ts';
import { imageIdOf } from './host-images.ts';
import type { SandboxImage } from './sandbox-image.ts';

export interface GoldenStoreOptions {
  docker: Dockerode;
  instance: string;
  image: SandboxImage;
  seccomp: string;
  archive: CourseImageArchive;
  signal: AbortSignal;
}

/**
 * The volume with the course's image layers. Layer folders have random names, so a store is never rebuilt under a name
 * that a sandbox may know: each has a random part, and old ones go when no sandbox uses them.
 */
export async function ensureGoldenStore(options: GoldenStoreOptions): Promise<string> {
  const { docker, instance, archive } = options;
  const prefix = `drydock-golden-${instance}-${hashOf(archive.hash, options.image.hash)}-`;
  const present = await goldenVolumes(docker, instance);
  for (const name of present) {
    if (name.startsWith(prefix) && (await imageIdOf(docker, markerOf(name)))) return name;
  }
  const name = `${prefix}${randomBytes(4).toString('hex')}`;
  await docker.createVolume({ Name: name, Labels: goldenLabels(instance) });
  await fill(options, name);
  // A second name of the sandbox image: there only when the store was finished.
  await docker.getImage(options.image.id).tag({ repo: 'drydock/golden', tag: markerTag(name) });
  return name;
}

/** Removes stores of this instance that are neither `current` nor used by any container, and what broken builds left. */
export async function removeOldStores(docker: Dockerode, instance: string, current: string): Promise<void> {
  for (const name of await goldenVolumes(docker, instance)) {
    if (name === current) continue;
    try {
      await docker.getVolume(name).remove();
      await unlessGone(() => docker.getImage(markerOf(name)).remove());
    } catch (error) {
      // Conflict: a sandbox still uses it.
      if (!isConflict(error) && !isMissing(error)) throw error;
    }
  }
}

/** Containers of builds that were broken off. */
export async function removeBuilders(docker: Dockerode, instance: string): Promise<void> {
  const builders = await docker.listContainers({ all: true, filters: ofInstance(instance, 'builder') });
  for (const { Id: id } of builders) await unlessGone(() => docker.getContainer(id).remove({ force: true }));
}

async function goldenVolumes(docker: Dockerode, instance: string): Promise<string[]> {
  const { Volumes: volumes } = await docker.listVolumes({ filters: ofInstance(instance, 'golden') });
  return (volumes ?? []).map((volume) => volume.Name);
}

const markerTag = (volume: string) => volume.slice('drydock-golden-'.length);
const markerOf = (volume: string) => `drydock/golden:${markerTag(volume)}`;

/** A sandbox whose data volume becomes the store: its learner engine loads the images, then a helper lays it out. */
async function fill(options: GoldenStoreOptions, volume: string): Promise<void> {
  const { docker, instance, image, archive, seccomp, signal } = options;
  const spec: SandboxSpec = {
    name: `${volume}-builder`,
    imageId: image.id,
    labels: builderLabels(instance),
    dataVolume: volume,
    limits: defaultLimits,
    seccomp,
  };
  await withContainer(docker, containerOptions(spec), async (container) => {
    await awaitReady(container, signal);
    await runInWorld(container, ['docker', 'load', '--quiet'], signal, archive.tar);
    for (const { saved, course } of archive.names) {
      await runInWorld(container, ['docker', 'tag', saved, course], signal);
      await runInWorld(container, ['docker', 'rmi', saved], signal);
    }
    await container.stop({ t: 20 });
  });
  const helper = { ...containerOptions(spec), Cmd: [...startCommand, 'golden'] };
  await withContainer(docker, helper, async (container) => {
    const { StatusCode: code } = await container.wait({ abortSignal: signal });
    if (code !== 0) {
      const log = await container.logs({ stdout: true, stderr: true, tail: 20 });
      throw new Error(`laying out the golden store ended with ${code}: ${log.toString('latin1')}`);
    }
  });
}

async function withContainer(
  docker: Dockerode,
  options: Dockerode.ContainerCreateOptions,
  use: (container: Dockerode.Container) => Promise<void>,
): Promise<void> {
  const container = await docker.createContainer(options);
  try {
    await container.start();
    await use(container);
  } finally {
    await unlessGone(() => container.remove({ force: true }));
  }
}

async function runInWorld(
  container: Dockerode.Container,
  argv: string[],
  signal: AbortSignal,
  inputFile?: string,
): Promise<void> {
  const exec = await openExec(container, { argv: inWorld({ as: 'engine-root', argv }), signal });
  let complaint = '';
  exec.stdout.resume();
  exec.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString('utf8')).slice(-1_000);
  });
  if (inputFile === undefined) exec.stdin.end();
  else await pipeline(createReadStream(inputFile), exec.stdin, { signal });
  const code = await exec.exitCode;
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}: ${complaint}`);
}
