import type Dockerode from 'dockerode';
import { type DebianMirror, gateAddress, plainAddress } from './debian-mirror.ts';
import { registryCommand } from './registry-config.ts';
import { type ServiceName, volumesOf } from './service-names.ts';

const library = '/usr/local/lib/drydock-services';
const mebibyte = 1024 * 1024;

export interface ServiceSurroundings {
  instance: string;
  imageId: string;
  registryVolume: string;
  upstream: DebianMirror;
}

interface Service {
  command: string[];
  memoryBytes: number;
  /** Volume name to place. */
  mounts: Record<string, string>;
  readOnlyMounts?: Record<string, string>;
  network: 'none' | 'host';
  /** Succeeds once it answers, as sandboxes would ask it. */
  probe: string;
}

/** Each does one thing, and what one of them needs no other has: only `gate` has a network, only `packages` reaches it. */
export function servicesOf({
  instance,
  registryVolume,
  upstream,
}: ServiceSurroundings): Record<ServiceName, Service> {
  const { sockets, keys, cache, gate } = volumesOf(instance);
  return {
    mirror: {
      command: registryCommand({
        root: '/registry/registry',
        socket: '/services/mirror.sock',
        readOnly: true,
      }),
      memoryBytes: 256 * mebibyte,
      mounts: { [sockets]: '/services' },
      readOnlyMounts: { [registryVolume]: '/registry' },
      network: 'none',
      probe: 'curl -sf --unix-socket /services/mirror.sock http://mirror/v2/',
    },
    hub: {
      command: [`${library}/hub`],
      memoryBytes: 256 * mebibyte,
      mounts: { [sockets]: '/services', [keys]: '/keys' },
      network: 'none',
      probe: 'curl -sf --unix-socket /services/hub.sock http://hub/token && [ -s /services/ca.crt ]',
    },
    gate: {
      command: [
        `${library}/gate`,
        `debian=${gateAddress(upstream.debian)}`,
        `security=${gateAddress(upstream.security)}`,
      ],
      memoryBytes: 128 * mebibyte,
      mounts: { [gate]: '/gate' },
      // A private engine has no bridge.
      network: 'host',
      probe: '[ -S /gate/debian.sock ] && [ -S /gate/security.sock ]',
    },
    packages: {
      command: [`${library}/packages`, plainAddress(upstream.debian), plainAddress(upstream.security)],
      memoryBytes: 384 * mebibyte,
      mounts: { [sockets]: '/services', [cache]: '/cache', [gate]: '/gate' },
      network: 'none',
      // Its answer to what is not on its list.
      probe:
        '[ "$(curl -s -o /dev/null -w "%{http_code}" --unix-socket /services/packages.sock http://packages/)" != 000 ]',
    },
  };
}

/** Nobody on the host, no capability, nothing to write but its own volumes. */
export function serviceContainer(
  service: Service,
  {
    user,
    name,
    imageId,
    labels,
  }: { user: number; name: string; imageId: string; labels: Record<string, string> },
): Dockerode.ContainerCreateOptions {
  const mount = (readOnly: boolean) => (entry: [string, string]) => ({
    Type: 'volume' as const,
    Source: entry[0],
    Target: entry[1],
    ReadOnly: readOnly,
  });
  return {
    name,
    Image: imageId,
    User: `${user}:${user}`,
    Cmd: service.command,
    Labels: labels,
    HostConfig: {
      Init: true,
      ReadonlyRootfs: true,
      NetworkMode: service.network,
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      PidsLimit: 256,
      Memory: service.memoryBytes,
      MemorySwap: service.memoryBytes,
      // Comes back after a crash and with the host engine.
      RestartPolicy: { Name: 'unless-stopped' },
      Tmpfs: { '/tmp': 'mode=1777,size=16m' },
      Mounts: [
        ...Object.entries(service.mounts).map(mount(false)),
        ...Object.entries(service.readOnlyMounts ?? {}).map(mount(true)),
      ],
      LogConfig: { Type: 'json-file', Config: { 'max-size': '1m', 'max-file': '1' } },
    },
  };
}
