import { access } from 'node:fs/promises';
import Dockerode from 'dockerode';
import { answers, refuseUnfit } from './connection.ts';
import type { Surroundings } from './host-engine.ts';
import type { Strategy } from './strategy.ts';

const fromSocket =
  (pathOf: (surroundings: Surroundings) => string): Strategy =>
  async ({ surroundings, log }) => {
    const socketPath = pathOf(surroundings);
    const present = await access(socketPath).then(
      () => true,
      () => false,
    );
    if (!present) return undefined;
    const docker = new Dockerode({ socketPath });
    if (!(await answers(docker))) {
      log.warn({ socketPath }, 'a Docker socket that does not answer is passed over');
      return undefined;
    }
    await refuseUnfit(docker, socketPath);
    return { docker, origin: socketPath, close: async () => undefined };
  };

export const fromDefaultSocket = fromSocket(() => '/var/run/docker.sock');

/** Docker Desktop's, on macOS and Linux. Untested until somebody has run it there. */
export const fromDockerDesktop = fromSocket(({ home, platform }) =>
  platform === 'linux' ? `${home}/.docker/desktop/docker.sock` : `${home}/.docker/run/docker.sock`,
);
