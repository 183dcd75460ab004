import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type Dockerode from 'dockerode';
import type { PreparationStage } from '../contract/http.ts';
import type { ImageInUse, ImagePackage } from '../contract/images.ts';
import type { LocalizedText } from '../contract/rich-text.ts';
import { DockerEngine } from './docker/docker-engine.ts';
import { unlessGone } from './docker/docker-errors.ts';
import { adminEnvironment } from './host/commands.ts';
import { findHostEngine } from './host/find-host-engine.ts';
import { type HostEngine, NoHostEngine } from './host/host-engine.ts';
import { lookAround } from './host/surroundings.ts';
import { type CourseImageArchive, imagesInUse } from './images/course-archive.ts';
import { ensureCourseImages } from './images/course-images.ts';
import { hashOf } from './images/file-hash.ts';
import { ensureGoldenStore, removeBuilders, removeOldStores } from './images/golden-store.ts';
import { CannotBuildImages, imageFolder } from './images/rootfs-script.ts';
import { ensureSandboxImage } from './images/sandbox-image.ts';
import { ofInstance, sandboxName, sessionOf } from './labels.ts';
import type { EngineLog } from './log.ts';
import type { SandboxEngine } from './port.ts';
import type { ServiceName } from './services/service-names.ts';
import { endServices, ensureServicesVolumes, startMirror, startServices } from './services/services.ts';
import { stageTexts } from './texts.ts';

export interface PrepareOptions {
  instance: string;
  /** Of this instance: holds the private engine's data. */
  stateDir: string;
  /** Shared by instances: root file systems and image archives by content hash. */
  cacheDir: string;
  dockerHost?: string;
  /** Called whenever a stage begins, ends or fails. */
  onStage?: (stage: PreparationStage) => void;
  signal?: AbortSignal;
  log: EngineLog;
}

export type Prepared =
  | {
      kind: 'ready';
      engine: SandboxEngine;
      imageSource: CourseImageArchive['source'];
      images: readonly ImageInUse[];
      /** What the images hold, as far as it is known. */
      packages: readonly ImagePackage[];
      /**
       * Course services that answer, once all were tried; the course goes on without the others. They come up while learners
       * begin: `docker pull` may have to be tried again for half a minute on a new machine. Rejects when the engine is closed meanwhile.
       */
      services: Promise<ReadonlySet<ServiceName>>;
      /** Ends the engine's watchers, and the host engine if it is a private one. */
      close(): Promise<void>;
    }
  | { kind: 'reading-only'; reason: LocalizedText };

type StageId = PreparationStage['id'];

/**
 * Everything between a bare machine and a working `SandboxEngine`: idempotent, and resumable after any interruption.
 * Throws when a build fails; `reading-only` means that this machine can have no host engine as it is.
 */
export async function prepareEngine(options: PrepareOptions): Promise<Prepared> {
  const closing = new AbortController();
  const signal = AbortSignal.any([closing.signal, ...(options.signal ? [options.signal] : [])]);
  const stage = <T>(id: StageId, work: () => Promise<T>) => runStage({ ...options, signal }, id, work);
  let host: HostEngine;
  try {
    host = await stage('host-engine', async () => {
      const surroundings = await lookAround(options.dockerHost);
      return findHostEngine({ ...options, surroundings, signal });
    });
  } catch (error) {
    if (error instanceof NoHostEngine) return { kind: 'reading-only', reason: error.reason };
    throw error;
  }
  try {
    const { engine, archive, services } = await buildAll(host.docker, options, signal, stage);
    const close = async () => {
      closing.abort();
      await Promise.allSettled([services]);
      await engine[Symbol.asyncDispose]();
      await endServices(host.docker, options.instance);
      await host.close();
    };
    const { source: imageSource, packages } = archive;
    return { kind: 'ready', engine, imageSource, images: imagesInUse(archive), packages, services, close };
  } catch (error) {
    closing.abort();
    await host.close();
    if (error instanceof CannotBuildImages) return { kind: 'reading-only', reason: error.reason };
    throw error;
  }
}

async function buildAll(
  docker: Dockerode,
  options: PrepareOptions,
  signal: AbortSignal,
  stage: <T>(id: StageId, work: () => Promise<T>) => Promise<T>,
): Promise<{
  engine: DockerEngine;
  archive: CourseImageArchive;
  services: Promise<ReadonlySet<ServiceName>>;
}> {
  const { instance, cacheDir, log } = options;
  const build = { cacheDir, env: adminEnvironment(), signal };
  await removeBuilders(docker, instance);
  await removeStrayVolumes(docker, instance);
  const seccomp = await readFile(join(imageFolder, 'seccomp.json'), 'utf8');
  // Two downloads and two unpackings that have nothing to do with each other.
  const images: Promise<CourseImageArchive> = stage('course-images', () => ensureCourseImages(docker, build));
  images.catch(() => undefined);
  const image = await stage('sandbox-image', () => ensureSandboxImage(docker, build));
  const servicesVolume = await ensureServicesVolumes(docker, instance);
  const surroundings = { docker, instance, image, cacheDir, signal, log };
  const first = startServices(surroundings);
  first.catch(() => undefined);
  const archive = await images;
  const goldenVolume = await stage('golden-store', () =>
    ensureGoldenStore({ docker, instance, image, seccomp, archive, signal, log }),
  );
  await removeOldStores(docker, instance, goldenVolume);
  const release = hashOf(image.hash, goldenVolume);
  const services = stage('services', async () => {
    const store = { goldenVolume, imagesHash: archive.hash, seccomp };
    return new Set([...(await first), ...(await startMirror({ ...surroundings, ...store }))]);
  });
  services.catch(() => undefined);
  const engine = new DockerEngine({
    ...{ docker, instance, goldenVolume, servicesVolume, release, seccomp },
    imageId: image.id,
  });
  return { engine, archive, services };
}

/** Data volumes whose container was never made or is gone: a crash came between the two. */
async function removeStrayVolumes(docker: Dockerode, instance: string): Promise<void> {
  const filters = ofInstance(instance, 'sandbox');
  const { Volumes: volumes } = await docker.listVolumes({ filters });
  const containers = await docker.listContainers({ all: true, filters });
  const kept = new Set(
    containers.flatMap(({ Labels }) => {
      const session = sessionOf(Labels);
      return session === undefined ? [] : [sandboxName(instance, session)];
    }),
  );
  for (const { Name: name } of volumes ?? []) {
    if (!kept.has(name)) await unlessGone(() => docker.getVolume(name).remove());
  }
}

async function runStage<T>(
  options: PrepareOptions & { signal: AbortSignal },
  id: StageId,
  work: () => Promise<T>,
): Promise<T> {
  const begun = performance.now();
  const tell = (state: PreparationStage['state']) =>
    options.onStage?.({
      id,
      state,
      detail: stageTexts[id],
      elapsedMs: Math.round(performance.now() - begun),
    });
  tell('running');
  try {
    const result = await work();
    tell('done');
    options.log.info({ stage: id, ms: Math.round(performance.now() - begun) }, 'preparation stage done');
    return result;
  } catch (error) {
    // Who asked to end needs no word about what did not come to an end.
    if (!options.signal.aborted) tell('failed');
    throw error;
  }
}
