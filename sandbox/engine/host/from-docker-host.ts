import Dockerode from 'dockerode';
import { text } from '../texts.ts';
import { answers, refuseUnfit } from './connection.ts';
import { NoHostEngine } from './host-engine.ts';
import type { Strategy } from './strategy.ts';

/** The engine that `DOCKER_HOST` names: an explicit wish, so anything wrong with it is told and not worked around. */
export const fromDockerHost: Strategy = async ({ surroundings: { dockerHost } }) => {
  if (dockerHost === undefined || dockerHost === '') return undefined;
  const docker = connect(dockerHost);
  if (!docker) {
    throw new NoHostEngine(
      text(
        `\`DOCKER_HOST\`의 값 \`${dockerHost}\`을(를) 쓸 수 없어요. \`unix:///경로\` 또는 \`tcp://호스트:포트\` 모양이어야 해요.`,
        `\`DOCKER_HOST\` is \`${dockerHost}\`, which is of no use: it must look like \`unix:///path\` or \`tcp://host:port\`.`,
      ),
    );
  }
  if (!(await answers(docker))) {
    throw new NoHostEngine(
      text(
        `\`DOCKER_HOST\`가 가리키는 Docker Engine(\`${dockerHost}\`)이 응답하지 않아요. 그 엔진을 켜거나 \`DOCKER_HOST\`를 지우고 다시 시작해 주세요.`,
        `The Docker Engine that \`DOCKER_HOST\` names (\`${dockerHost}\`) does not answer. Start it, or unset \`DOCKER_HOST\`, and start again.`,
      ),
    );
  }
  await refuseUnfit(docker, dockerHost);
  return { docker, origin: dockerHost, close: async () => undefined };
};

function connect(address: string): Dockerode | undefined {
  if (address.startsWith('unix:///')) return new Dockerode({ socketPath: address.slice('unix://'.length) });
  if (!URL.canParse(address)) return undefined;
  const { protocol, hostname, port } = new URL(address);
  if (protocol !== 'tcp:' || hostname === '' || port === '') return undefined;
  return new Dockerode({ host: hostname, port: Number(port), protocol: 'http' });
}
