import { createWriteStream } from 'node:fs';
import { access, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type Dockerode from 'dockerode';
import { courseImages } from '../../../content/images.ts';
import { unlessGone } from '../docker/docker-errors.ts';
import { openExec } from '../docker/exec-stream.ts';
import { inWorld } from '../docker/learner-command.ts';
import { awaitReady } from '../docker/readiness.ts';
import { containerOptions, defaultLimits } from '../docker/sandbox-spec.ts';
import { hashOf } from '../images/file-hash.ts';
import type { SandboxImage } from '../images/sandbox-image.ts';
import { builderLabels } from '../labels.ts';
import { registryCommand } from './registry-config.ts';

export interface RegistryArchiveOptions {
  docker: Dockerode;
  instance: string;
  image: SandboxImage;
  goldenVolume: string;
  /** Of the archive of course images that the golden store was made from. */
  imagesHash: string;
  seccomp: string;
  cacheDir: string;
  signal: AbortSignal;
}

/** What the mirror serves, as a tar of docker-registry's files in a folder `registry`; made once on a machine. */
export async function ensureRegistryArchive(options: RegistryArchiveOptions): Promise<string> {
  const tar = join(options.cacheDir, `registry-${hashOf(options.imagesHash)}.tar`);
  if (await exists(tar)) return tar;
  await mkdir(options.cacheDir, { recursive: true });
  const sign = `${tar}.building`;
  while (await isFresh(sign)) {
    await wait(signPollMs, undefined, { signal: options.signal });
    if (await exists(tar)) return tar;
  }
  await writeFile(sign, '');
  const beat = setInterval(() => void writeFile(sign, '').catch(() => undefined), signBeatMs);
  const aside = `${tar}.${process.pid}.partial`;
  try {
    await build(options, aside);
    await rename(aside, tar);
  } finally {
    clearInterval(beat);
    await rm(aside, { force: true });
    await rm(sign, { force: true });
  }
  return tar;
}

/** Two that build at once do no harm, but take twice as long: who builds says so, again and again while it lives. */
const signBeatMs = 2_000;
const signPollMs = 500;
const signLifeMs = 30_000;

async function isFresh(sign: string): Promise<boolean> {
  const written = await stat(sign).catch(() => undefined);
  return written !== undefined && Date.now() - written.mtimeMs < signLifeMs;
}

/** Seen from the container and from the learner's world in it (`world` binds the folder). */
const outerSocket = '/run/drydock/engine/registry.sock';
const innerSocket = '/run/drydock/registry.sock';
const port = 55_001;

/**
 * A builder sandbox with the golden store pushes its images, which docker packs, into a registry beside it: outside of the
 * learner's world, where the data volume can still be seen.
 */
async function build(options: RegistryArchiveOptions, tar: string): Promise<void> {
  const { docker, instance, image, goldenVolume, seccomp, signal } = options;
  const name = `drydock-registry-builder-${instance}`;
  const labels = builderLabels(instance);
  const container = await docker.createContainer(
    containerOptions({
      ...{ name, imageId: image.id, labels, dataVolume: name, goldenVolume, seccomp },
      limits: defaultLimits,
    }),
  );
  try {
    await container.start();
    await awaitReady(container, signal);
    const registry = registryCommand({ root: '/data/registry', socket: outerSocket, readOnly: false });
    const serving = await openExec(container, { argv: registry, signal });
    serving.stdout.resume();
    serving.stderr.resume();
    const push = ['bash', '-c', pushScript, 'bash', ...courseImages.map((each) => each.name)];
    await runToEnd(container, inWorld({ as: 'engine-root', argv: push }), signal);
    const files = await container.getArchive({ path: '/data/registry' });
    await pipeline(files, createWriteStream(tar), { signal });
    serving.destroy();
  } finally {
    await unlessGone(() => container.remove({ force: true }));
    await unlessGone(() => docker.getVolume(name).remove());
  }
}

/** Official images are the repositories below `library/`, as on Docker Hub. A store may hold some of them only. */
const pushScript = `
set -eu
until [ -S ${innerSocket} ]; do sleep 0.1; done
socat TCP-LISTEN:${port},bind=127.0.0.1,fork,reuseaddr UNIX-CONNECT:${innerSocket} &
forward=$!
for image; do
  docker image inspect "$image" >/dev/null 2>&1 || continue
  name=127.0.0.1:${port}/library/$image
  docker tag "$image" "$name"
  docker push --quiet "$name"
done
kill $forward`;

async function runToEnd(container: Dockerode.Container, argv: string[], signal: AbortSignal): Promise<void> {
  const exec = await openExec(container, { argv, signal });
  exec.stdin.end();
  exec.stdout.resume();
  let complaint = '';
  exec.stderr.on('data', (chunk: Buffer) => {
    complaint = (complaint + chunk.toString('utf8')).slice(-1_000);
  });
  const code = await exec.exitCode;
  if (code !== 0) throw new Error(`pushing the course images ended with ${code}: ${complaint}`);
}

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );
