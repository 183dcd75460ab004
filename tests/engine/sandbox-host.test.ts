import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findHostEngine } from '../../sandbox/engine/host/find-host-engine.ts';
import { fromDockerHost } from '../../sandbox/engine/host/from-docker-host.ts';
import { NoHostEngine } from '../../sandbox/engine/host/host-engine.ts';
import { runDirectory } from '../../sandbox/engine/host/private-engine.ts';
import { lookAround } from '../../sandbox/engine/host/surroundings.ts';
import { digestsOnHub } from '../../sandbox/engine/images/docker-hub.ts';
import type { Sandbox } from '../../sandbox/engine/port.ts';
import { prepareEngine } from '../../sandbox/engine/prepare.ts';
import { endEngine, hostDocker, testSurroundings, useEngine } from '../support/engine.ts';
import { newSession } from '../support/sandbox.ts';

const log = { info: () => undefined, warn: () => undefined };
const { signal } = new AbortController();
let folder: string;
let sandbox: Sandbox;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-host-'));
  sandbox = await (await useEngine()).engine.create(newSession());
});
afterAll(async () => {
  await endEngine();
  await rm(folder, { recursive: true });
});

/** A learner engine is a rootless one: here it stands at a socket of the machine. */
async function exposeLearnerEngine(path: string): Promise<Server> {
  const server = createServer((client) => {
    const engine = sandbox.dialLearnerEngine();
    client.pipe(engine).pipe(client);
    client.on('error', () => engine.destroy());
    engine.on('error', () => client.destroy());
    client.on('close', () => engine.destroy());
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return server;
}

describe('a host engine', () => {
  it('that DOCKER_HOST names is taken when it answers, and left alone at the end', async () => {
    const { dockerHost, instance, stateDir } = testSurroundings;
    const address = dockerHost ?? `unix://${join(runDirectory(instance, stateDir), 'docker.sock')}`;
    const options = { surroundings: await lookAround(address), instance, stateDir, signal, log };
    const found = await findHostEngine(options, [fromDockerHost]);
    expect(found.origin).toBe(address);
    await found.close();
    expect(await found.docker.ping()).toBeTruthy();
  });

  it('is refused by name when it is rootless', async () => {
    const path = join(folder, 'rootless.sock');
    const server = await exposeLearnerEngine(path);
    const stages: string[] = [];
    const prepared = await prepareEngine({
      instance: 'test-rootless',
      stateDir: folder,
      cacheDir: testSurroundings.cacheDir,
      dockerHost: `unix://${path}`,
      onStage: ({ id, state }) => stages.push(`${id} ${state}`),
      log,
    });
    server.close();
    if (prepared.kind !== 'reading-only') throw new Error('a rootless engine was taken');
    const [ko, en] = [prepared.reason.ko, prepared.reason.en].map((parts) =>
      parts.map((part) => part.text).join(''),
    );
    expect(ko).toBe(
      `unix://${path}의 Docker Engine은 rootless 모드라서 샌드박스를 실행할 수 없어요. rootless가 아닌 Docker Engine의 주소를 DOCKER_HOST에 넣고 다시 시작해 주세요.`,
    );
    expect(en).toBe(
      `The Docker Engine at unix://${path} is a rootless one, which cannot run sandboxes. Set DOCKER_HOST to one that is not, and start again.`,
    );
    expect(stages).toEqual(['host-engine running', 'host-engine failed']);
  });

  it('that nobody can reach leaves the course readable', async () => {
    const surroundings = await lookAround('unix:///nowhere/docker.sock');
    const options = { surroundings, instance: 'test', stateDir: folder, signal, log };
    await expect(findHostEngine(options)).rejects.toThrow(NoHostEngine);
  });
});

describe('Docker Hub', () => {
  it('is passed over, soon, when it does not answer', async () => {
    expect(await digestsOnHub(hostDocker(), ['registry.invalid/nothing:1'])).toBeUndefined();
  });
});
