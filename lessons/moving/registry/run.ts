import { containersOf } from '../../../sandbox/checks/collectors.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { registryContent } from '../../../sandbox/checks/registry-content.ts';
import { remote } from './facts.ts';

export const run = defineStep({
  id: 'run',
  collect: { registry: registryContent(remote), made: containersOf('registry:2') },
  judge({ registry, made }) {
    if (registry.answers) return passed();
    const running = made.find((each) => each.running);
    if (!running) return notYet();
    const turned = running.ports.find((port) => port.container === '5001/tcp');
    if (turned) return mistake('turned-round', { container: running.name, typed: `${turned.host}:5001` });
    return running.ports.length === 0 ? mistake('not-published', { container: running.name }) : notYet();
  },
  hints: [
    {
      ko: '레지스트리도 컨테이너로 띄우는 서버예요. `docker run -d`에 `-p 바깥:안`을 붙여서 5001번 포트를 안의 5000번 포트로 이어 주세요.',
      en: 'A registry is a server that runs in a container. With `docker run -d` goes `-p OUTSIDE:INSIDE`, to connect port 5001 with port 5000 inside.',
    },
    {
      ko: '`docker run -d -p 5001:5000 --name registry registry:2`예요.',
      en: 'It is `docker run -d -p 5001:5000 --name registry registry:2`.',
    },
  ],
  solution: {
    commands: [
      'docker run -d -p 5001:5000 --name registry registry:2',
      'curl -s --retry 5 --retry-connrefused http://localhost:5001/v2/_catalog',
    ],
  },
  alternatives: {
    'long forms, on one address': [
      'docker container run --detach --publish 127.0.0.1:5001:5000 --name mine registry:2',
    ],
  },
  mistakes: {
    'turned-round': {
      commands: ['docker run -d -p 5000:5001 --name registry registry:2'],
      diagnosis: {
        ko: '`{container}` 컨테이너는 돌고 있지만 `localhost:5001`에서는 아무도 답하지 않아요. `-p {typed}`는 바깥의 5000번을 안의 5001번에 이었는데, 레지스트리는 안에서 5000번에 있어요. 바깥이 앞이에요. `docker rm -f {container}` 다음에 `-p 5001:5000`으로 다시 띄워 보세요.',
        en: 'The container `{container}` runs, but nobody answers at `localhost:5001`. `-p {typed}` connects port 5000 outside with 5001 inside, and inside the registry listens at 5000. Outside comes first: `docker rm -f {container}`, then start it with `-p 5001:5000`.',
      },
    },
    'not-published': {
      commands: ['docker run -d --name registry registry:2'],
      diagnosis: {
        ko: '`{container}` 컨테이너는 돌고 있지만 포트를 게시하지 않았어요. 안의 5000번 포트는 컨테이너 바깥에서 `localhost`로 닿지 않아요. `docker rm -f {container}` 다음에 `-p 5001:5000`을 붙여서 다시 띄워 보세요.',
        en: 'The container `{container}` runs, but no port is published: its port 5000 is not reached at `localhost`. `docker rm -f {container}`, then start it with `-p 5001:5000`.',
      },
    },
  },
  missing: {
    ko: '`localhost:5001`에서 답하는 레지스트리를 찾고 있어요.',
    en: 'Looking for a registry that answers at `localhost:5001`.',
  },
  note: {
    ko: '`localhost:5001`에서 여러분의 레지스트리가 답해요. 아직 비어 있어요.',
    en: 'A registry of your own answers at `localhost:5001`. It is empty as yet.',
  },
});
