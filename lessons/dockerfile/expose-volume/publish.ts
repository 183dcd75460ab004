import { commands, containersOf } from '../../../sandbox/checks/collectors.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { portAnswers } from '../../../sandbox/checks/published-ports.ts';
import { port, tag } from './facts.ts';

export const publish = defineStep({
  id: 'publish',
  collect: { boxes: containersOf(tag), answers: portAnswers(tag, port, '/'), typed: commands() },
  judge({ boxes, answers, typed }) {
    const answer = answers.find(({ body }) => body !== undefined);
    if (answer) return passed({ container: answer.container, port: answer.hostPort });
    const running = boxes.filter((box) => box.running);
    // One that is published rightly as well may be about to answer.
    const [published] = running
      .filter(({ ports }) => ports.every((each) => each.container !== port))
      .flatMap(({ name, ports }) =>
        ports.map(({ container, host }) => ({ container: name, inner: container, host })),
      );
    if (published) return mistake(published.host === 8091 ? 'turned-round' : 'other-inner', published);
    const last = typed.at(-1);
    const hasKnocked =
      last?.exitCode !== undefined &&
      last.exitCode !== 0 &&
      /^\s*(sudo\s+)?(curl|wget)\b.*(localhost|127\.0\.0\.1):8091\b/.test(last.text);
    const [closed] = running.filter(({ ports }) => ports.length === 0);
    return hasKnocked && closed ? mistake('not-published', { container: closed.name }) : notYet();
  },
  hints: [
    {
      ko: '`-p` 옵션은 `바깥:안` 순서예요. 안쪽 번호는 서버가 여는 8091이에요.',
      en: '`-p` takes `OUTER:INNER`. The inner number is the one that the server opens, 8091.',
    },
    {
      ko: '`docker run -d --name board -p 9091:8091 board:1` 명령어로 띄우고, `curl localhost:9091` 명령어로 확인하세요. 이름이 이미 있다면 `docker rm -f board` 명령어로 먼저 지워요.',
      en: 'Start it with `docker run -d --name board -p 9091:8091 board:1` and look with `curl localhost:9091`. If the name is taken, `docker rm -f board` first.',
    },
  ],
  solution: {
    commands: ['docker run -d --name board -p 9091:8091 board:1', 'curl localhost:9091'],
  },
  alternatives: {
    'any free port': ['docker run -d --name board -P board:1', 'docker port board'],
    'the same number outside, on this machine only': [
      'docker create --name mine --publish 127.0.0.1:8091:8091/tcp board:1 && docker start mine',
    ],
    'after one that was not published': [
      'docker run -d --name board board:1',
      'curl localhost:8091',
      'docker rm -f board',
      'docker run -d --name board -p 9091:8091 board:1',
    ],
  },
  mistakes: {
    'not-published': {
      commands: ['docker run -d --name board board:1', 'curl localhost:8091'],
      diagnosis: {
        ko: '아무도 대답하지 않았어요. `{container}` 컨테이너는 돌고 있지만 게시한 포트가 없어요. `docker ps` 목록의 `8091/tcp`는 이미지가 그 포트를 쓴다는 표시일 뿐이고, 게시한 포트라면 `0.0.0.0:9091->8091/tcp`처럼 화살표가 있어요. `docker rm -f {container}` 명령어로 지우고 `-p 9091:8091` 옵션을 붙여서 다시 띄워 보세요.',
        en: 'Nobody answered. The container `{container}` runs, and none of its ports is published. `8091/tcp` in `docker ps` only notes that the image uses that port; a published one has an arrow, as in `0.0.0.0:9091->8091/tcp`. Remove it with `docker rm -f {container}` and start it again with `-p 9091:8091`.',
      },
    },
    'turned-round': {
      commands: ['docker run -d --name board -p 8091:9091 board:1', 'curl localhost:8091'],
      diagnosis: {
        ko: '`{container}` 컨테이너는 바깥의 {host}번 포트를 안쪽의 `{inner}` 포트와 이었는데, 안에서 서버가 여는 포트는 8091이에요. `-p`의 두 번호가 뒤바뀐 거예요. 순서는 `바깥:안`이에요. `docker rm -f {container}` 명령어로 지우고 `-p 9091:8091` 옵션으로 다시 띄워 보세요.',
        en: 'The container `{container}` has the outer port {host} lead to the inner `{inner}`, where nothing listens: the server opens 8091. The two numbers of `-p` are the wrong way round; it is `OUTER:INNER`. Remove it with `docker rm -f {container}` and use `-p 9091:8091`.',
      },
    },
    'other-inner': {
      commands: ['docker run -d --name board -p 9091:80 board:1'],
      diagnosis: {
        ko: '`{container}` 컨테이너는 바깥의 {host}번 포트를 안쪽의 `{inner}` 포트와 이었어요. 안에서 서버가 여는 포트는 8091이라 그 문 뒤에는 아무도 없어요. `docker rm -f {container}` 명령어로 지우고 `-p 9091:8091` 옵션으로 다시 띄워 보세요.',
        en: 'The container `{container}` has the outer port {host} lead to the inner `{inner}`. The server opens 8091, so nobody is behind that door. Remove it with `docker rm -f {container}` and use `-p 9091:8091`.',
      },
    },
  },
  missing: {
    ko: '`board:1` 이미지로 만들어 돌고 있고, 게시한 포트에서 대답하는 컨테이너를 찾고 있어요.',
    en: 'Looking for a running container of `board:1` that answers at a published port.',
  },
  note: {
    ko: '`{container}` 컨테이너가 {port}번 포트에서 대답했어요.',
    en: 'The container `{container}` answered at port {port}.',
  },
});
