import type Dockerode from 'dockerode';
import type { BuildOptions, SandboxImage } from '../images/sandbox-image.ts';
import { serviceLabels } from '../labels.ts';
import type { EngineLog } from '../log.ts';
import { type DebianMirror, debianMirror } from './debian-mirror.ts';
import type { RegistryArchiveOptions } from './registry-archive.ts';
import { ensureRegistryVolume, removeOldRegistries } from './registry-volume.ts';
import { ensureService, removeServices } from './service-containers.ts';
import { type ServiceName, volumesOf } from './service-names.ts';
import { ensureServicesImage } from './services-image.ts';

export interface ServicesOptions extends Pick<BuildOptions, 'cacheDir' | 'signal'> {
  docker: Dockerode;
  instance: string;
  image: SandboxImage;
  log: EngineLog;
  /** Where packages come from; what this machine itself uses unless given. */
  upstream?: DebianMirror;
}

export interface MirrorOptions extends ServicesOptions, RegistryArchiveOptions {}

/** Volumes of the services, before any sandbox names one. Harmless when they are there. */
export async function ensureServicesVolumes(docker: Dockerode, instance: string): Promise<string> {
  const volumes = volumesOf(instance);
  for (const name of Object.values(volumes)) {
    await docker.createVolume({ Name: name, Labels: serviceLabels(instance) });
  }
  return volumes.sockets;
}

/**
 * Starts the services that have nothing to do with the course images. What cannot be started is named in the log and left out:
 * its callers in sandboxes are refused, and everything else works.
 */
export async function startServices(options: ServicesOptions): Promise<ServiceName[]> {
  return startEach(options, ['hub', 'gate', 'packages']);
}

/** Packs the course images for `docker pull`, which takes most of a minute on a new machine, and serves them. */
export async function startMirror(options: MirrorOptions): Promise<ServiceName[]> {
  const volume = await tried(options, 'mirror', () => ensureRegistryVolume(options));
  if (volume === undefined) return [];
  const running = await startEach(options, ['mirror'], volume);
  await tried(options, 'mirror', () => removeOldRegistries(options.docker, options.instance, volume));
  return running;
}

async function startEach(
  options: ServicesOptions,
  names: readonly ServiceName[],
  registryVolume = '',
): Promise<ServiceName[]> {
  const { docker, instance, signal } = options;
  const image = await tried(options, 'image', () => ensureServicesImage(docker, options.image, options));
  if (!image) return [];
  const upstream = options.upstream ?? (await debianMirror());
  const surroundings = { instance, imageId: image.id, registryVolume, upstream };
  const started = names.map((name) =>
    tried(options, name, async () => {
      await ensureService(docker, name, surroundings, signal);
      return name;
    }),
  );
  return (await Promise.all(started)).filter((name) => name !== undefined);
}

async function tried<T>(
  { signal, log }: ServicesOptions,
  what: string,
  action: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await action();
  } catch (error) {
    signal.throwIfAborted();
    log.warn({ service: what, err: error }, 'a course service is left out');
    return undefined;
  }
}

/** Ends them; their volumes stay for the next start. */
export const endServices = removeServices;
