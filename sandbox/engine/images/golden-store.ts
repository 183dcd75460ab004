import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type Dockerode from 'dockerode';
import { isConflict, isMissing, unlessGone } from '../docker/docker-errors.ts';
import { openExec } from '../docker/exec-stream.ts';
import { inWorld, startCommand } from '../docker/learner-command.ts';
import { awaitReady } from '../docker/readiness.ts';
import { containerOptions, defaultLimits, type SandboxSpec } from '../docker/sandbox-spec.ts';
import { builderLabels, goldenLabels, ofInstance } from '../labels.ts';
import type { EngineLog } from '../log.ts';
import type { CourseImageArchive } from './course-archive.ts';
import { folderHash, hashOf } from './file-hash.ts';
import { imageIdOf } from './host-images.ts';
import { imageFolder } from './rootfs-script.ts';
import type { SandboxImage } from './sandbox-image.ts';

export interface GoldenStoreOptions {
  docker: Dockerode;
  instance: string;
  image: SandboxImage;
  seccomp: string;
  archive: CourseImageArchive;
  signal: AbortSignal;
  log: EngineLog;
}

/**
 * `shared`: a sandbox has symbolic links to the layers of the store. `copied`: it has layers of its own, for kernels and
 * storage drivers that refuse links. It starts more slowly then, and needs the disk space of all course images.
 */
type Layers = 'shared' | 'copied';

/**
 * The volume with the course's image layers. Layer folders have random names, so a store is never rebuilt under a name
 * that a sandbox may know: each has a random part, and old ones go when no sandbox uses them.
 */
export async function ensureGoldenStore(options: GoldenStoreOptions): Promise<string> {
  const { docker, instance, archive } = options;
  const hash = hashOf(archive.hash, options.image.hash, await folderHash(greeter));
  const prefix = `drydock-golden-${instance}-${hash}-`;
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

/** Containers of builds that were broken off, and the volumes they had beside the store. */
export async function removeBuilders(docker: Dockerode, instance: string): Promise<void> {
  const filters = ofInstance(instance, 'builder');
  const builders = await docker.listContainers({ all: true, filters });
  for (const { Id: id } of builders) await unlessGone(() => docker.getContainer(id).remove({ force: true }));
  const { Volumes: volumes } = await docker.listVolumes({ filters });
  for (const { Name: name } of volumes ?? []) await unlessGone(() => docker.getVolume(name).remove());
}

async function goldenVolumes(docker: Dockerode, instance: string): Promise<string[]> {
  const { Volumes: volumes } = await docker.listVolumes({ filters: ofInstance(instance, 'golden') });
  return (volumes ?? []).map((volume) => volume.Name);
}

const markerTag = (volume: string) => volume.slice('drydock-golden-'.length);
const markerOf = (volume: string) => `drydock/golden:${markerTag(volume)}`;

const greeter = join(imageFolder, 'stand-ins/greeter');

/** Reads the source, prints the jar. The date makes the same jar of the same source. */
const compileGreeter = `cat >/tmp/Greeter.java && cd /tmp && javac -d classes Greeter.java &&
jar --create --file greeter.jar --date=2024-01-01T00:00:00Z --main-class Greeter -C classes . && cat greeter.jar`;

/**
 * A sandbox whose data volume becomes the store: its learner engine loads the images, and with one of them compiles the
 * course's Java server; then a helper lays it out.
 */
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
    await runInWorld(container, ['docker', 'load', '--quiet'], signal, archive.open());
    for (const { saved, course } of archive.names) {
      if (saved === course) continue;
      await runInWorld(container, ['docker', 'tag', saved, course], signal);
      await runInWorld(container, ['docker', 'rmi', saved], signal);
    }
    const compile = `mkdir ~learner/files && docker run -i --rm --network none eclipse-temurin:17-jdk sh -c '${compileGreeter}' >~learner/files/greeter.jar`;
    const source = createReadStream(join(greeter, 'Greeter.java'));
    await runInWorld(container, ['bash', '-c', compile], signal, source);
    await container.stop({ t: 20 });
  });
  await layOut(options, spec, 'shared');
  const refusal = await tryOut(options, spec);
  if (refusal === undefined) return;
  options.log.warn({ refusal }, 'layers cannot be shared here: each sandbox gets copies of them');
  await layOut(options, spec, 'copied');
}

async function layOut({ docker, signal }: GoldenStoreOptions, spec: SandboxSpec, layers: Layers) {
  const helper = { ...containerOptions(spec), Cmd: [...startCommand, 'golden'], Env: [`LAYERS=${layers}`] };
  await withContainer(docker, helper, async (container) => {
    const { StatusCode: code } = await container.wait({ abortSignal: signal });
    if (code !== 0) {
      const log = await container.logs({ stdout: true, stderr: true, tail: 20 });
      throw new Error(`laying out the golden store ended with ${code}: ${log.toString('latin1')}`);
    }
  });
}

/** Runs a container in a sandbox that has the new store; resolves with what the learner engine said if it could not. */
async function tryOut({ docker, signal }: GoldenStoreOptions, builder: SandboxSpec) {
  const volume = `${builder.dataVolume}-trial`;
  const spec = { ...builder, name: volume, dataVolume: volume, goldenVolume: builder.dataVolume };
  try {
    return await withContainer(docker, containerOptions(spec), async (container) => {
      await awaitReady(container, signal);
      const trial = ['docker', 'run', '--rm', '--network', 'none', 'busybox:1.35', 'true'];
      const { code, complaint } = await endInWorld(container, trial, signal);
      return code === 0 ? undefined : complaint.trim();
    });
  } finally {
    await unlessGone(() => docker.getVolume(volume).remove());
  }
}

async function withContainer<T>(
  docker: Dockerode,
  options: Dockerode.ContainerCreateOptions,
  use: (container: Dockerode.Container) => Promise<T>,
): Promise<T> {
  const container = await docker.createContainer(options);
  try {
    await container.start();
    return await use(container);
  } finally {
    await unlessGone(() => container.remove({ force: true }));
  }
}

async function runInWorld(
  container: Dockerode.Container,
  argv: string[],
  signal: AbortSignal,
  input?: Readable,
): Promise<void> {
  const { code, complaint } = await endInWorld(container, argv, signal, input);
  if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}: ${complaint}`);
}

async function endInWorld(
  container: Dockerode.Container,
  argv: string[],
  signal: AbortSignal,
  input?: Readable,
): Promise<{ code: number; complaint: string }> {
  const exec = await openExec(container, { argv: inWorld({ as: 'engine-root', argv }), signal });
  let complaint = '';
  exec.stdout.resume();
  exec.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString('utf8')).slice(-1_000);
  });
  if (input === undefined) exec.stdin.end();
  else await pipeline(input, exec.stdin, { signal });
  return { code: await exec.exitCode, complaint };
}
