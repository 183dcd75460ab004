import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Dockerode from 'dockerode';
import { runDirectory } from '../../sandbox/engine/host/private-engine.ts';
import { type Prepared, prepareEngine } from '../../sandbox/engine/prepare.ts';

export type ReadyEngine = Extract<Prepared, { kind: 'ready' }>;

/** Another name lets two checkouts, or two people, test on one machine at the same time. */
const instance = process.env.DRYDOCK_TEST_INSTANCE ?? 'test';

/** The tests' own places, apart from those of a live course. */
export const testSurroundings = {
  instance,
  stateDir: process.env.DRYDOCK_TEST_STATE_DIR ?? join('/var/lib/drydock', instance),
  cacheDir: process.env.DRYDOCK_CACHE_DIR ?? '/var/cache/drydock',
  dockerHost: process.env.DOCKER_HOST,
};

/** The engine below the port, for looking at what the port made. */
export function hostDocker(): Dockerode {
  if (testSurroundings.dockerHost !== undefined) return new Dockerode();
  const { instance, stateDir } = testSurroundings;
  const privateSocket = join(runDirectory(instance, stateDir), 'docker.sock');
  return new Dockerode({ socketPath: existsSync(privateSocket) ? privateSocket : '/var/run/docker.sock' });
}

let prepared: Promise<ReadyEngine> | undefined;

/**
 * The instance `test`, prepared once for a process. A test file that comes next finds images, golden store and (within
 * the keeper's grace) the running host engine. Call `endEngine` in the file's last `afterAll`.
 */
export function useEngine(): Promise<ReadyEngine> {
  prepared ??= prepare();
  return prepared;
}

/** Removes what sandboxes the tests left, and ends the engine. Harmless twice. */
export async function endEngine(): Promise<void> {
  const ready = await prepared;
  prepared = undefined;
  if (!ready) return;
  for (const { session } of await ready.engine.list()) await (await ready.engine.get(session)).remove();
  await ready.close();
}

async function prepare(): Promise<ReadyEngine> {
  const log = { info: () => undefined, warn: console.warn };
  const result = await prepareEngine({ ...testSurroundings, log });
  if (result.kind !== 'ready') {
    throw new Error(
      `these tests need a Docker Engine: ${result.reason.en.map((part) => part.text).join('')}`,
    );
  }
  await result.services;
  return result;
}
