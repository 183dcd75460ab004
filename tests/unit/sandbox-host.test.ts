import { describe, expect, it } from 'vitest';
import { findHostEngine } from '../../sandbox/engine/host/find-host-engine.ts';
import { fromDockerHost } from '../../sandbox/engine/host/from-docker-host.ts';
import { fromPrivateEngine } from '../../sandbox/engine/host/from-private-engine.ts';
import { NoHostEngine, type Surroundings } from '../../sandbox/engine/host/host-engine.ts';
import { runDirectory } from '../../sandbox/engine/host/private-engine.ts';
import type { StrategyOptions } from '../../sandbox/engine/host/strategy.ts';
import { systemsOf } from '../../sandbox/engine/host/surroundings.ts';

const log = { info: () => undefined, warn: () => undefined };
const options = (surroundings: Partial<Surroundings>): StrategyOptions => ({
  surroundings: {
    dockerHost: undefined,
    home: '/nowhere',
    isRoot: false,
    platform: 'linux',
    systems: ['debian'],
    ...surroundings,
  },
  instance: 'unit',
  stateDir: '/nowhere',
  signal: new AbortController().signal,
  log,
});

async function refusal(
  surroundings: Partial<Surroundings>,
  strategies = [fromDockerHost],
): Promise<string[]> {
  const error = await findHostEngine(options(surroundings), strategies).catch((thrown: unknown) => thrown);
  if (!(error instanceof NoHostEngine)) throw new Error(`not refused: ${error}`);
  return [error.reason.ko, error.reason.en].map((parts) => parts.map((part) => part.text).join(''));
}

describe('the engine that DOCKER_HOST names', () => {
  it('is told to be silent when nobody answers, and no other engine is tried', async () => {
    const [, english] = await refusal({ dockerHost: 'unix:///nowhere/docker.sock' }, [
      fromDockerHost,
      fromPrivateEngine,
    ]);
    expect(english).toBe(
      'The Docker Engine that DOCKER_HOST names (unix:///nowhere/docker.sock) does not answer. Start it, or unset DOCKER_HOST, and start again.',
    );
  });

  it.each(['nonsense', 'ssh://host', 'tcp://'])('is refused when it reads %s', async (dockerHost) => {
    expect((await refusal({ dockerHost }))[1]).toContain('it must look like unix:///path or tcp://host:port');
  });
});

describe('without any engine', () => {
  it('says what is missing on Linux and elsewhere', async () => {
    expect((await refusal({}, []))[1]).toContain('Install and start Docker Engine');
    expect((await refusal({ platform: 'darwin' }, []))[1]).toContain('Install and start Docker Desktop');
  });

  it('makes a private one only as root on Debian or Ubuntu', async () => {
    expect(await fromPrivateEngine(options({ isRoot: false }))).toBeUndefined();
    expect(await fromPrivateEngine(options({ isRoot: true, systems: ['fedora'] }))).toBeUndefined();
    expect(
      await fromPrivateEngine(options({ isRoot: true, platform: 'darwin', systems: [] })),
    ).toBeUndefined();
  });
});

describe('the surroundings', () => {
  it('name a system and what it is like', () => {
    expect(systemsOf('ID=debian\nVERSION_ID="12"\n')).toEqual(['debian']);
    expect(systemsOf('NAME="Pop!_OS"\nID=pop\nID_LIKE="ubuntu debian"\n')).toEqual([
      'pop',
      'ubuntu',
      'debian',
    ]);
  });

  it('keep a socket’s path below 107 bytes, however long the state folder’s name is', () => {
    const runDir = runDirectory('a'.repeat(31), `/${'long/'.repeat(60)}`);
    expect(`${runDir}/exec/containerd/containerd-debug.sock`.length).toBeLessThan(107);
  });
});
