import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type Dockerode from 'dockerode';
import { isConflict, isMissing, unlessGone } from '../docker/docker-errors.ts';
import { hashOf } from '../images/file-hash.ts';
import { imageIdOf } from '../images/host-images.ts';
import { builderLabels, ofInstance, registryLabels } from '../labels.ts';
import { ensureRegistryArchive, type RegistryArchiveOptions } from './registry-archive.ts';

/**
 * The volume that the mirror serves. Like a golden store it has a random part in its name, is finished when an image name
 * says so, and never changes afterwards.
 */
export async function ensureRegistryVolume(options: RegistryArchiveOptions): Promise<string> {
  const { docker, instance, image, imagesHash } = options;
  const prefix = `drydock-registry-${instance}-${hashOf(imagesHash)}-`;
  for (const name of await registryVolumes(docker, instance)) {
    if (name.startsWith(prefix) && (await imageIdOf(docker, markerOf(name)))) return name;
  }
  const tar = await ensureRegistryArchive(options);
  const name = `${prefix}${randomBytes(4).toString('hex')}`;
  await docker.createVolume({ Name: name, Labels: registryLabels(instance) });
  await unpack(options, tar, name);
  await docker.getImage(image.id).tag({ repo: 'drydock/registry', tag: markerTag(name) });
  return name;
}

/** Removes this instance's volumes of earlier images, once no container serves them. */
export async function removeOldRegistries(
  docker: Dockerode,
  instance: string,
  current: string,
): Promise<void> {
  for (const name of await registryVolumes(docker, instance)) {
    if (name === current) continue;
    try {
      await docker.getVolume(name).remove();
      await unlessGone(() => docker.getImage(markerOf(name)).remove());
    } catch (error) {
      if (!isConflict(error) && !isMissing(error)) throw error;
    }
  }
}

async function registryVolumes(docker: Dockerode, instance: string): Promise<string[]> {
  const { Volumes: volumes } = await docker.listVolumes({ filters: ofInstance(instance, 'registry') });
  return (volumes ?? []).map((volume) => volume.Name);
}

const markerTag = (volume: string) => volume.slice('drydock-registry-'.length);
const markerOf = (volume: string) => `drydock/registry:${markerTag(volume)}`;

/** Through a container that is never started. */
async function unpack(
  { docker, instance, image, signal }: RegistryArchiveOptions,
  tar: string,
  volume: string,
): Promise<void> {
  const container = await docker.createContainer({
    name: `${volume}-builder`,
    Image: image.id,
    Cmd: ['true'],
    Labels: builderLabels(instance),
    HostConfig: { NetworkMode: 'none', Mounts: [{ Type: 'volume', Source: volume, Target: '/registry' }] },
  });
  try {
    await container.putArchive(createReadStream(tar, { signal }), { path: '/registry' });
  } finally {
    await unlessGone(() => container.remove({ force: true }));
  }
}
