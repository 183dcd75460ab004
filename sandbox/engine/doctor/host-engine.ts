import { hasProgram } from '../host/commands.ts';
import { findHostEngine } from '../host/find-host-engine.ts';
import { fromDockerHost } from '../host/from-docker-host.ts';
import { fromDefaultSocket, fromDockerDesktop } from '../host/from-socket.ts';
import { NoHostEngine, type Surroundings } from '../host/host-engine.ts';
import type { StrategyOptions } from '../host/strategy.ts';
import { isDebianLike } from '../host/surroundings.ts';
import { type Finding, missing, ok } from './finding.ts';

/** Which host engine a start would use. Starts and installs nothing. */
export async function examineHostEngine(surroundings: Surroundings): Promise<Finding> {
  const log = { info: () => undefined, warn: () => undefined };
  const signal = new AbortController().signal;
  const options: StrategyOptions = { surroundings, instance: 'doctor', stateDir: '', signal, log };
  try {
    const found = await findHostEngine(options, [fromDockerHost, fromDefaultSocket, fromDockerDesktop]);
    const { Version: version } = await found.docker.version();
    return ok('host-engine', `Docker Engine ${version} at ${found.origin}`);
  } catch (error) {
    if (!(error instanceof NoHostEngine)) throw error;
    const explicit = surroundings.dockerHost !== undefined;
    if (!explicit && surroundings.isRoot && isDebianLike(surroundings))
      return ok('host-engine', await privateEngine());
    return missing('host-engine', 'none that can be used', error.reason);
  }
}

async function privateEngine(): Promise<string> {
  const installed = (await hasProgram('dockerd')) && (await hasProgram('mmdebstrap'));
  return `a private one${installed ? '' : '; npm start will install docker.io and mmdebstrap for it'}`;
}
