import { text } from '../texts.ts';
import { fromDockerHost } from './from-docker-host.ts';
import { fromPrivateEngine } from './from-private-engine.ts';
import { fromDefaultSocket, fromDockerDesktop } from './from-socket.ts';
import { type HostEngine, NoHostEngine } from './host-engine.ts';
import type { Strategy, StrategyOptions } from './strategy.ts';

/** In this order; the first that gives an engine wins. */
export const strategies: readonly Strategy[] = [
  fromDockerHost,
  fromDefaultSocket,
  fromDockerDesktop,
  fromPrivateEngine,
];

/** Throws `NoHostEngine` when this machine can have none as it is. */
export async function findHostEngine(
  options: StrategyOptions,
  tried: readonly Strategy[] = strategies,
): Promise<HostEngine> {
  for (const strategy of tried) {
    options.signal.throwIfAborted();
    const engine = await strategy(options);
    if (engine) {
      options.log.info({ origin: engine.origin }, 'host engine found');
      return engine;
    }
  }
  throw new NoHostEngine(nothingFound(options));
}

function nothingFound({ surroundings }: StrategyOptions) {
  if (surroundings.platform === 'linux') {
    return text(
      '이 컴퓨터에서 쓸 수 있는 Docker Engine이 없어서 실습은 할 수 없고 읽기만 할 수 있어요. Docker Engine을 설치하고 켠 다음(또는 Debian·Ubuntu에서 root로) 다시 시작해 주세요.',
      'There is no Docker Engine that Drydock may use on this machine, so the lessons can be read but not practised. Install and start Docker Engine (or run as root on Debian or Ubuntu), then start again.',
    );
  }
  return text(
    '이 컴퓨터에서 쓸 수 있는 Docker Engine이 없어서 실습은 할 수 없고 읽기만 할 수 있어요. Docker Desktop을 설치하고 켠 다음 다시 시작해 주세요.',
    'There is no Docker Engine on this machine, so the lessons can be read but not practised. Install and start Docker Desktop, then start again.',
  );
}
