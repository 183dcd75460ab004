import type Dockerode from 'dockerode';
import { sandboxUser } from './exec-stream.ts';
import { startCommand } from './learner-command.ts';

/** What a sandbox may use at most. */
export interface SandboxLimits {
  memoryBytes: number;
  cpus: number;
  /** Processes and threads of one sandbox. `nproc` inside is lower, so that a fork bomb leaves room to stop it. */
  pids: number;
}

const mebibyte = 1024 * 1024;

export const defaultLimits: SandboxLimits = { memoryBytes: 2048 * mebibyte, cpus: 2, pids: 512 };

export interface SandboxSpec {
  name: string;
  imageId: string;
  labels: Record<string, string>;
  dataVolume: string;
  /** Absent while the golden store itself is being built. */
  goldenVolume?: string;
  /** Sockets of the course services; absent while something is being built. */
  servicesVolume?: string;
  limits: SandboxLimits;
  /** Content of `sandbox/image/seccomp.json`. */
  seccomp: string;
}

/** An unprivileged container: see docs/sandbox.md for what each line is there for. */
export function containerOptions(spec: SandboxSpec): Dockerode.ContainerCreateOptions {
  const { limits } = spec;
  return {
    name: spec.name,
    Image: spec.imageId,
    Hostname: 'drydock',
    User: sandboxUser,
    Cmd: startCommand,
    Labels: spec.labels,
    StopSignal: 'SIGTERM',
    HostConfig: {
      Init: true,
      ReadonlyRootfs: true,
      NetworkMode: 'none',
      CapDrop: ['ALL'],
      // For newuidmap and newgidmap, which write the id map of the learner's world.
      CapAdd: ['SETUID', 'SETGID'],
      SecurityOpt: [`seccomp=${spec.seccomp}`],
      // `systempaths=unconfined` of the command line: where the host engine covers parts of /proc, the kernel lets
      // nobody mount another /proc, as every container inside needs.
      MaskedPaths: [],
      ReadonlyPaths: [],
      PidsLimit: limits.pids,
      Memory: limits.memoryBytes,
      // No swap beyond the memory.
      MemorySwap: limits.memoryBytes,
      NanoCpus: limits.cpus * 1e9,
      // Open files and processes are limited inside (`world`, `enter`): asking for more than the host engine itself has
      // fails, and how much that is cannot be asked.
      Ulimits: [{ Name: 'core', Soft: 0, Hard: 0 }],
      Tmpfs: {
        '/run/drydock': 'uid=700000,gid=700000,mode=700,size=16m',
        '/tmp': 'mode=1777,exec,size=512m',
      },
      Mounts: [
        {
          Type: 'volume',
          Source: spec.dataVolume,
          Target: '/data',
          VolumeOptions: { NoCopy: false, Labels: spec.labels, DriverConfig: { Name: 'local', Options: {} } },
        },
        ...(spec.goldenVolume === undefined
          ? []
          : [{ Type: 'volume' as const, Source: spec.goldenVolume, Target: '/golden', ReadOnly: true }]),
        ...(spec.servicesVolume === undefined ? [] : [servicesMount(spec.servicesVolume)]),
      ],
      // Bounded, should anything in a sandbox print to the container's own output.
      LogConfig: { Type: 'json-file', Config: { 'max-size': '1m', 'max-file': '1' } },
    },
  };
}

/** Nothing is copied into it: its owner is the services' business. */
const servicesMount = (volume: string) => ({
  Type: 'volume' as const,
  Source: volume,
  Target: '/services',
  ReadOnly: true,
  VolumeOptions: { NoCopy: true, Labels: {}, DriverConfig: { Name: 'local', Options: {} } },
});
