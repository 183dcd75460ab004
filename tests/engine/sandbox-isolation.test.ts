import type Dockerode from 'dockerode';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxName } from '../../sandbox/engine/labels.ts';
import type { Sandbox } from '../../sandbox/engine/port.ts';
import { endEngine, hostDocker, testSurroundings, useEngine } from '../support/engine.ts';
import { newSession, run, succeed } from '../support/sandbox.ts';

let sandbox: Sandbox;
let docker: Dockerode;
let config: Dockerode.ContainerInspectInfo;

beforeAll(async () => {
  const { engine } = await useEngine();
  sandbox = await engine.create(newSession());
  docker = hostDocker();
  config = await docker.getContainer(sandboxName(testSurroundings.instance, sandbox.session)).inspect();
});
afterAll(endEngine);

describe('a sandbox, as the host engine sees it', () => {
  it('is not privileged, has two capabilities and a seccomp profile of its own', () => {
    const { Privileged, CapDrop, CapAdd, SecurityOpt } = config.HostConfig;
    expect(Privileged).toBe(false);
    expect(CapDrop).toEqual(['ALL']);
    expect(CapAdd?.map((name: string) => name.replace(/^CAP_/, '')).sort()).toEqual(['SETGID', 'SETUID']);
    expect(SecurityOpt?.some((option: string) => option.startsWith('seccomp={'))).toBe(true);
  });

  it('runs as an id that is nobody on the host, on a read-only root, without a network', () => {
    expect(config.Config.User).toBe('700000:700000');
    expect(config.HostConfig.ReadonlyRootfs).toBe(true);
    expect(config.HostConfig.NetworkMode).toBe('none');
    expect(config.HostConfig.Init).toBe(true);
    expect(config.HostConfig.Binds ?? []).toEqual([]);
    expect(config.Mounts.map(({ Type, Destination, RW }) => [Type, Destination, RW]).sort()).toEqual([
      ['volume', '/data', true],
      ['volume', '/golden', false],
      ['volume', '/services', false],
    ]);
  });

  it('is limited in processes, memory and processor time', () => {
    expect(config.HostConfig.PidsLimit).toBeGreaterThan(0);
    expect(config.HostConfig.Memory).toBeGreaterThan(0);
    expect(config.HostConfig.MemorySwap).toBe(config.HostConfig.Memory);
    expect(config.HostConfig.NanoCpus).toBeGreaterThan(0);
  });
});

describe('a sandbox, from inside', () => {
  it('has only a loopback interface at first', async () => {
    expect(await succeed(sandbox, 'ls /proc/sys/net/ipv4/conf')).toBe('all\ndefault\ndocker0\nlo');
  });

  it('maps its root to an ordinary id of the host', async () => {
    expect(await succeed(sandbox, 'cat /proc/self/uid_map', 'engine-root')).toMatch(/^0\s+700000\s+65536$/);
  });

  it('enforces the seccomp profile', async () => {
    expect(await succeed(sandbox, 'grep ^Seccomp: /proc/self/status', 'engine-root')).toMatch(/2$/);
    // Positive control: the same call works where the profile allows it.
    expect((await run(sandbox, 'unshare --mount true', 'engine-root')).code).toBe(0);
    expect((await run(sandbox, 'date --set 2020-01-01', 'engine-root')).code).not.toBe(0);
  });

  it.each([
    ['write where crashes are sent', 'echo "|/tmp/x" > /proc/sys/kernel/core_pattern'],
    ['ask the kernel for magic', 'echo h > /proc/sysrq-trigger'],
    ['make a device', 'mknod /tmp/disk b 254 0'],
    ['write to the golden store', 'touch /golden/x'],
    ['take a service away from others', 'rm /services/mirror.sock'],
    ['write to the root file system', 'touch /usr/x'],
    ['mount a disk of the host', 'mount -t ext4 /dev/vda /mnt'],
    ['drop the caches of the host', 'echo 3 > /proc/sys/vm/drop_caches'],
    ['raise the memory limit', 'echo -1 > /sys/fs/cgroup/memory/memory.limit_in_bytes'],
    ['read the kernel log', 'dmesg'],
    ['run a privileged container', 'docker run --rm --privileged busybox:1.35 true'],
  ])('does not let its root %s', async (_what, command) => {
    expect((await run(sandbox, command, 'engine-root')).code).not.toBe(0);
  });

  it('survives a fork bomb of the learner', async () => {
    const bomb = await run(sandbox, 'ulimit -u; f() { f | f & }; f; sleep 1; kill -9 -1');
    expect(bomb.stdout.trim().split('\n')[0]).toBe('400');
    await expect
      .poll(async () => (await run(sandbox, 'docker version --format {{.Server.Version}}')).code, {
        timeout: 60_000,
        interval: 500,
      })
      .toBe(0);
  });
});
