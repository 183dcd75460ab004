import { commands, container, containers, image } from '../../../sandbox/checks/collectors.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import type { TypedCommand } from '../../../sandbox/checks/record.ts';
import { dockerCalls } from '../../../sandbox/checks/typed-docker.ts';
import { hasEndedSince } from '../../../sandbox/checks/typed-since.ts';
import { sudoDockerCalls } from '../../../sandbox/checks/typed-sudo.ts';

/** `docker run` ends with the program's code, and with 125 when it is the engine that says no. */
const wasRefused = ({ text, exitCode }: TypedCommand) =>
  exitCode !== 0 && (exitCode === 125 || !dockerCalls(text).some(([verb]) => verb === 'run'));

const makes = (calls: readonly string[][]) =>
  calls.some(
    ([verb = '', ...args]) => ['run', 'create'].includes(verb) && args.some((arg) => arg.endsWith('mended')),
  );

const asksByCurl = ({ text, exitCode }: TypedCommand) => exitCode === 0 && /\bcurl\b.*\bmended\b/s.test(text);

/** Asked of the engine: while it is stopped, the check says that it could not run, which is the truth. */
export const mended = defineStep({
  id: 'mended',
  collect: {
    mark: homeFile('~/broken/.all'),
    made: container('mended'),
    boxes: containers(),
    base: image('busybox:1.35'),
    typed: commands(),
  },
  judge({ mark, made, boxes, base, typed }) {
    if (mark.kind !== 'text' || !made || !base) return notYet();
    if (made.imageId !== base.id) return mistake('other-image', { image: made.image });
    const maker = typed.findLast((line) => makes(dockerCalls(line.text)) && !wasRefused(line));
    if (maker && makes(sudoDockerCalls(maker.text))) return mistake('by-sudo', { typed: maker.text.trim() });
    const isTold = maker !== undefined || typed.some(asksByCurl);
    const at = boxes.find(({ id }) => id === made.id)?.createdAt;
    return isTold || hasEndedSince(typed, at) ? passed({ container: made.name }) : notYet();
  },
  hints: [
    {
      ko: '오류를 하나씩 읽으세요. 첫 번째를 고치면 다른 오류가 나와요. 나아진 거예요.',
      en: 'One error at a time. Mend the first and you get another one: that is progress.',
    },
    {
      ko: '주소는 셸의 변수가, 대답은 데몬이 맡아요. 둘 다 앞 레슨에서 고쳐 봤어요.',
      en: 'The address is a matter of a variable in the shell, the answer one of the daemon. You mended both in the lesson before.',
    },
    {
      ko: '`unset DOCKER_HOST`, `sudo service docker start`, 그리고 `docker run --name mended busybox:1.35 true`예요.',
      en: 'It is `unset DOCKER_HOST`, `sudo service docker start`, and then `docker run --name mended busybox:1.35 true`.',
    },
  ],
  solution: {
    commands: [
      '. ~/broken/all',
      'docker ps',
      'unset DOCKER_HOST',
      'docker ps',
      'sudo service docker start',
      'docker run --name mended busybox:1.35 true',
    ],
  },
  alternatives: {
    'in another order, created only': [
      '. ~/broken/all',
      'sudo service docker restart',
      'export DOCKER_HOST=unix:///var/run/docker.sock',
      'docker create --name mended busybox:1.35',
      'unset DOCKER_HOST',
    ],
    'by curl': [
      '. ~/broken/all',
      'sudo service docker start; unset DOCKER_HOST',
      `curl -s --unix-socket /var/run/docker.sock --json '{"Image":"busybox:1.35"}' 'http://localhost/containers/create?name=mended'`,
    ],
  },
  mistakes: {
    'by-sudo': {
      commands: [
        '. ~/broken/all',
        'sudo service docker start',
        'sudo docker run --name mended busybox:1.35 true',
        'unset DOCKER_HOST',
      ],
      diagnosis: {
        ko: '데몬은 다시 돌고 있지만 컨테이너는 `{typed}` 명령어로 만들었어요. `sudo`는 셸의 잘못된 주소를 비켜 갈 뿐이에요. 주소를 바로잡고, `docker rm mended` 다음에 `sudo` 없이 다시 만들어 보세요.',
        en: 'The daemon is back, but the container was made by `{typed}`. `sudo` only walks around the wrong address in your shell. Put the address right, then `docker rm mended` and make it again without `sudo`.',
      },
    },
    'other-image': {
      commands: [
        '. ~/broken/all',
        'sudo service docker start; unset DOCKER_HOST',
        'docker create --name mended redis:7.0',
      ],
      diagnosis: {
        ko: '`mended` 컨테이너가 있지만 `{image}` 이미지로 만들었어요. 엔진은 고쳐졌으니, `docker rm mended` 다음에 `busybox:1.35` 이미지로 다시 만들어 보세요.',
        en: 'There is a container `mended`, made from `{image}`. The engine is mended, so `docker rm mended` and make it again from `busybox:1.35`.',
      },
    },
  },
  missing: {
    ko: '`~/broken/all`을 불러온 뒤에 `busybox:1.35` 이미지로 만든 `mended` 컨테이너를 찾고 있어요.',
    en: 'Looking for a container `mended` made from `busybox:1.35` after `~/broken/all` was read.',
  },
  note: {
    ko: '고장 두 개를 모두 고쳤고, `{container}` 컨테이너가 그 증거예요.',
    en: 'Both faults are mended, and the container `{container}` proves it.',
  },
});
