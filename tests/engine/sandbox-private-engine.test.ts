import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Dockerode from 'dockerode';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { adminEnvironment, runCommand } from '../../sandbox/engine/host/commands.ts';
import { runDirectory } from '../../sandbox/engine/host/private-engine.ts';
import { importRootfs } from '../../sandbox/engine/images/host-images.ts';
import { buildRootfs } from '../../sandbox/engine/images/rootfs-script.ts';
import { testSurroundings } from '../support/engine.ts';

const holder = fileURLToPath(new URL('support/hold-private-engine.ts', import.meta.url));
const image = 'keeper-test:1';
const graceSeconds = 3;
/** dockerd gives containers ten seconds to end, and the machine may be busy. */
const patience = { timeout: 60_000, interval: 200 };
const { signal } = new AbortController();
/** Found in the command line of the container's process and nowhere else. */
const sleepSeconds = `98765${process.pid}`;

let stateDir: string;
let runDir: string;
let docker: Dockerode;
const servers: ChildProcess[] = [];

beforeAll(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'drydock-keeper-'));
  runDir = runDirectory('test-keeper', stateDir);
  docker = new Dockerode({ socketPath: join(runDir, 'docker.sock') });
});
afterEach(async () => {
  for (const server of servers.splice(0)) {
    if (server.exitCode === null && server.signalCode === null) server.kill('SIGKILL');
  }
  await nothingIsLeft();
});
afterAll(() => rm(stateDir, { recursive: true, force: true }));

async function startServer(): Promise<ChildProcess> {
  const server = spawn(process.execPath, [holder, stateDir, String(graceSeconds)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  servers.push(server);
  const [said] = await once(server.stdout ?? server, 'data');
  expect(String(said)).toBe('up\n');
  return server;
}

async function runContainer(): Promise<Dockerode.Container> {
  const tar = await buildRootfs('stand-ins/build.sh', {
    cacheDir: testSurroundings.cacheDir,
    env: adminEnvironment(),
    signal,
  });
  await importRootfs(docker, tar, image, signal);
  const container = await docker.createContainer({
    Image: image,
    Cmd: ['sleep', sleepSeconds],
    HostConfig: { NetworkMode: 'none', Init: true },
  });
  await container.start();
  return container;
}

/** Processes that belong to the engine, by its folders and the container's command line. */
async function processes(): Promise<string[]> {
  const found: string[] = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const line = (await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ');
    const ours = line.includes(runDir) || line.includes(stateDir) || line.includes(sleepSeconds);
    if (ours && !line.includes(holder)) found.push(line);
  }
  return found;
}

async function mounts(): Promise<string[]> {
  const lines = (await readFile('/proc/self/mountinfo', 'utf8')).split('\n');
  return lines.filter((line) => line.includes(stateDir) || line.includes(runDir));
}

const nothingIsLeft = () =>
  expect.poll(async () => [...(await processes()), ...(await mounts())], patience).toEqual([]);

async function network(): Promise<string> {
  const interfaces = (await readdir('/sys/class/net')).sort().join(' ');
  const forward = await readFile('/proc/sys/net/ipv4/ip_forward', 'utf8');
  const rules = await runCommand('sh', ['-c', 'iptables-save -c 2>/dev/null | grep -v "^#" || true'], {
    env: adminEnvironment(),
  });
  return [interfaces, forward, rules.stdout.replace(/\[\d+:\d+\]/g, '')].join('\n');
}

describe('the private engine', () => {
  it('makes no interface and no firewall rule, and ends with its server', async () => {
    const before = await network();
    const server = await startServer();
    await runContainer();
    expect(await network()).toBe(before);
    server.kill('SIGTERM');
    await once(server, 'exit');
    await nothingIsLeft();
    expect(await network()).toBe(before);
  });

  it('keeps its data for the next start', async () => {
    await startServer();
    const names = (await docker.listImages()).flatMap((each) => each.RepoTags ?? []);
    expect(names).toContain(image);
    const states = (await docker.listContainers({ all: true })).map((each) => each.State);
    expect(states).toEqual(['exited']);
  });

  it('ends by itself when its server was killed and none came back', async () => {
    const server = await startServer();
    await runContainer();
    server.kill('SIGKILL');
    await nothingIsLeft();
  });

  it('goes on, containers and all, when a new server comes within the grace', async () => {
    const first = await startServer();
    const container = await runContainer();
    const before = (await container.inspect()).State;
    first.kill('SIGKILL');
    await once(first, 'exit');
    const second = await startServer();
    const after = (await container.inspect()).State;
    expect({ pid: after.Pid, since: after.StartedAt }).toEqual({ pid: before.Pid, since: before.StartedAt });
    second.kill('SIGTERM');
    await once(second, 'exit');
    await nothingIsLeft();
  });

  it('ends when its keeper is killed, and starts cleanly afterwards', async () => {
    const server = await startServer();
    await runContainer();
    process.kill(Number(await readFile(join(runDir, 'keeper.pid'), 'utf8')), 'SIGKILL');
    await expect
      .poll(async () => (await processes()).filter((line) => line.startsWith('dockerd ')), patience)
      .toEqual([]);
    server.kill('SIGKILL');
    await startServer();
    expect(await docker.ping()).toBeTruthy();
  });

  it('sweeps up after a crash of everything at once', async () => {
    const server = await startServer();
    await runContainer();
    server.kill('SIGKILL');
    for (const file of ['keeper.pid', 'dockerd.pid']) {
      process.kill(Number(await readFile(join(runDir, file), 'utf8')), 'SIGKILL');
    }
    // The container and its shim live on, with mounts, until the next start.
    expect(await processes()).not.toEqual([]);
    const next = await startServer();
    expect((await processes()).some((line) => line.includes(sleepSeconds))).toBe(false);
    next.kill('SIGTERM');
    await once(next, 'exit');
    await nothingIsLeft();
  });
});
