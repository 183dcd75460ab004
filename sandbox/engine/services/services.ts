import type Dockerode from 'dockerode';
import type { BuildOptions, SandboxImage } from '../images/sandbox-image.ts';
import { serviceLabels } from '../labels.ts';
import type { EngineLog } from '../log.ts';
import { type DebianMirror, debianMirror } from './debian-mirror.ts';
import { ensureRegistryVolume, removeOldRegistries } from './registry-volume.ts';
import { ensureService, removeServices } from './service-containers.ts';
import { type ServiceName, volumesOf } from './service-names.ts';
import { ensureServicesImage } from './services-image.ts';

export interface ServicesOptions extends Pick<BuildOptions, 'cacheDir' | 'signal'> {
  docker: Dockerode;
  instance: string;
  image: SandboxImage;
  goldenVolume: string;
  /** Of the archive that the golden store was made from. */
  imagesHash: string;
  seccomp: string;
  log: EngineLog;
  /** Where packages come from; what this machine itself uses unless given. */
  upstream?: DebianMirror;
}

/** Volumes of the services, before any sandbox names one. Harmless when they are there. */
export async function ensureServicesVolumes(docker: Dockerode, instance: string): Promise<string> {
  const volumes = volumesOf(instance);
  for (const name of Object.values(volumes)) {
    await docker.createVolume({ Name: name, Labels: serviceLabels(instance) });
  }
  return volumes.sockets;
}

/**
 * Starts the course services. What cannot be started is named in the log and left out: its callers in sandboxes are refused,
 * and everything else works.
 */
export async function startServices(options: ServicesOptions): Promise<ReadonlySet<ServiceName>> {
  const { docker, instance, log, signal } = options;
  const running = new Set<ServiceName>();
  const tried = async <T>(what: string, action: () => Promise<T>): Promise<T | undefined> => {
    try {
      return await action();
    } catch (error) {
      signal.throwIfAborted();
      log.warn({ service: what, err: error }, 'a course service is left out');
      return undefined;
    }
  };
  // Packing images and building an image have nothing to do with each other.
  const packed = tried('mirror', () => ensureRegistryVolume(options));
  packed.catch(() => undefined);
  const image = await tried('image', () => ensureServicesImage(docker, options.image, options));
  if (!image) {
    await packed;
    return running;
  }
  const upstream = options.upstream ?? (await debianMirror());
  const start = async (name: ServiceName, registryVolume = '') => {
    const surroundings = { instance, imageId: image.id, registryVolume, upstream };
    await tried(name, async () => {
      await ensureService(docker, name, surroundings, signal);
      running.add(name);
    });
  };
  const mirror = async () => {
    const volume = await packed;
    if (volume === undefined) return;
    await start('mirror', volume);
    await tried('mirror', () => removeOldRegistries(docker, instance, volume));
  };
  await Promise.all([mirror(), start('hub'), start('gate'), start('packages')]);
  return running;
}

/** Ends them; their volumes stay for the next start. */
export const endServices = removeServices;
