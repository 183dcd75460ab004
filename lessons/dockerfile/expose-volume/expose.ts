import { image } from '../../../sandbox/checks/collectors.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { append, port, tag } from './facts.ts';

export const expose = defineStep({
  id: 'expose',
  collect: { made: image(tag) },
  judge({ made }) {
    if (!made) return notYet();
    const { exposedPorts, volumes } = made.config;
    // The builder takes straight quotes away and leaves the brackets.
    const odd = volumes.find((path) => /^\[[^,]*\]$/.test(path));
    if (odd !== undefined) return mistake('quotes', { path: odd });
    if (!exposedPorts.includes(port)) {
      const [other] = exposedPorts;
      return other === undefined ? notYet() : mistake('other-port', { port: other });
    }
    if (volumes.includes('/logs')) return passed({ port, path: '/logs' });
    const [other] = volumes;
    return other === undefined ? notYet() : mistake('other-path', { path: other });
  },
  hints: [
    {
      ko: '이 서버는 컨테이너 안에서 8091번 포트를 열어요. `EXPOSE` 뒤에는 그 번호만 적어요.',
      en: 'Inside its container this server opens port 8091. `EXPOSE` takes just that number.',
    },
    {
      ko: '`~/board/Dockerfile` 끝에 `EXPOSE 8091`과 `VOLUME ["/logs"]` 두 줄을 더하세요.',
      en: 'Add two lines to the end of `~/board/Dockerfile`: `EXPOSE 8091` and `VOLUME ["/logs"]`.',
    },
    {
      ko: '`docker build -t board:1 ~/board` 명령어로 빌드해요.',
      en: 'Build with `docker build -t board:1 ~/board`.',
    },
  ],
  solution: {
    commands: [append('EXPOSE 8091', 'VOLUME ["/logs"]'), 'docker build -t board:1 ~/board'],
  },
  alternatives: {
    'with the protocol, and not as a list': [
      append('EXPOSE 8091/tcp 8443', 'VOLUME /logs /tmp/cache'),
      'cd ~/board && docker image build -t board:1 .',
    ],
  },
  mistakes: {
    'other-port': {
      commands: [append('EXPOSE 9091', 'VOLUME ["/logs"]'), 'docker build -t board:1 ~/board'],
      diagnosis: {
        ko: '이미지의 설정에는 `{port}` 포트가 적혔어요. 그런데 이 서버는 `CMD`에 적힌 대로 8091번 포트를 열어요. `EXPOSE`는 포트를 바꾸지 않고 알려 주기만 하니, 서버가 실제로 여는 번호를 적어 보세요.',
        en: 'The image’s settings name the port `{port}`. But by its `CMD` this server opens 8091. `EXPOSE` changes nothing about that, it only tells: write the number that the server really opens.',
      },
    },
    'other-path': {
      commands: [append('EXPOSE 8091', 'VOLUME logs'), 'docker build -t board:1 ~/board'],
      diagnosis: {
        ko: '이미지의 설정에는 볼륨 자리가 `{path}`라고 적혔어요. 이 단계는 `/logs` 자리를 찾아요. `VOLUME ["/logs"]`처럼 맨 앞의 `/`부터 그대로 적어서 다시 빌드해 보세요.',
        en: 'The image’s settings say that the volume goes to `{path}`. This step looks for `/logs`: write exactly that, from the `/` in front on, as in `VOLUME ["/logs"]`, and build again.',
      },
    },
    quotes: {
      commands: [append('EXPOSE 8091', "VOLUME ['/logs']"), 'docker build -t board:1 ~/board'],
      diagnosis: {
        ko: '볼륨 자리가 `{path}`라는 글자 그대로 적혔어요. 목록은 JSON이라서 경로를 곧은 큰따옴표(`"`)로 감싸야 해요. 따옴표가 없거나 다른 따옴표를 쓰면 대괄호까지 경로의 일부로 읽혀요. `VOLUME ["/logs"]`로 고쳐서 다시 빌드해 보세요.',
        en: 'The volume’s place was taken literally: `{path}`. The list is JSON, in which a path stands in straight double quotes (`"`); with others, or with none, the very brackets become part of the path. Write `VOLUME ["/logs"]` and build again.',
      },
    },
  },
  missing: {
    ko: '8091번 포트와 `/logs` 볼륨이 설정에 적힌 `board:1` 이미지를 찾고 있어요.',
    en: 'Looking for an image `board:1` whose settings name port 8091 and a volume at `/logs`.',
  },
  note: {
    ko: '이미지의 설정에 `{port}` 포트와 `{path}` 볼륨이 적혔어요. 아직 열린 포트도, 만들어진 볼륨도 없어요.',
    en: 'The image’s settings now name the port `{port}` and the volume `{path}`. No port is open yet, and no volume made.',
  },
});
