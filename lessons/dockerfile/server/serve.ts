import { allVolumes } from '../../../sandbox/checks/all-volumes.ts';
import { commands, containersOf, image } from '../../../sandbox/checks/collectors.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { portAnswers } from '../../../sandbox/checks/published-ports.ts';
import { knock, port, tag } from './facts.ts';

export const serve = defineStep({
  id: 'serve',
  collect: {
    made: image(tag),
    boxes: containersOf(tag),
    answers: portAnswers(tag, port, '/echo?nonce=NONCE'),
    volumes: allVolumes(),
    typed: commands(),
  },
  judge({ made, boxes, answers, volumes, typed }) {
    const settings = answers.flatMap(({ container, hostPort, nonce, body }) => {
      const [echoed, profile = '', zone = ''] = (body ?? '').trim().split(/\s+/);
      return echoed === nonce ? [{ container, hostPort, profile, zone }] : [];
    });
    const right = settings.find(({ profile, zone }) => profile === 'dev' && zone === 'Asia/Seoul');
    if (right) {
      const mount = boxes
        .find(({ name }) => name === right.container)
        ?.mounts.find(({ destination }) => destination === '/logs');
      const volume = volumes.find(({ name }) => name === mount?.name);
      const isLogged = mount?.type === 'bind' || volume?.files.includes('greeter.log');
      return isLogged ? passed({ container: right.container, port: right.hostPort }) : notYet();
    }
    const other = settings.find(({ container }) =>
      boxes.some(
        ({ name, config }) => name === container && !isSame(config.entrypoint, made?.config.entrypoint),
      ),
    );
    if (other)
      return mistake('other-settings', {
        container: other.container,
        profile: other.profile,
        zone: other.zone,
      });
    const running = boxes.filter((box) => box.running);
    // One that is published rightly as well may be about to answer.
    const [wrong] = running
      .filter(({ ports }) => ports.every(({ container }) => container !== port))
      .flatMap(({ name, ports }) =>
        ports.map(({ container: inner, host }) => ({ container: name, inner, host })),
      );
    if (wrong) return mistake('other-inner', wrong);
    // In the host's network nothing needs to be published.
    if (typed.some(({ text }) => /--net(work)?[= ]host\b/.test(text))) return notYet();
    const closed = running.find(({ ports }) => ports.length === 0);
    return closed ? mistake('not-published', { container: closed.name }) : notYet();
  },
  hints: [
    {
      ko: '서버는 뒤에서 돌게 하고(`-d`), 안쪽 8091번 포트를 바깥에 게시해야 해요.',
      en: 'Let the server run in the background (`-d`), and publish its inner port 8091.',
    },
    {
      ko: '`docker run -d --name greeter -p 9291:8091 greeter:1` 명령어로 띄우고, 잠시 뒤에 `curl localhost:9291` 명령어로 확인하세요.',
      en: 'Start it with `docker run -d --name greeter -p 9291:8091 greeter:1`, and a moment later look with `curl localhost:9291`.',
    },
  ],
  solution: { commands: ['docker run -d --name greeter -p 9291:8091 greeter:1', knock(9291)] },
  alternatives: {
    'any free port, a named volume': [
      'docker run -d --name mine -P -v greeter-logs:/logs greeter:1',
      'until curl -s http://$(docker port mine 8091 | head -n 1); do sleep 1; done',
    ],
  },
  mistakes: {
    'not-published': {
      commands: ['docker run -d --name greeter greeter:1'],
      diagnosis: {
        ko: '`{container}` 컨테이너가 돌고 있지만 게시한 포트가 없어요. `EXPOSE`는 알려 주기만 해서 바깥에서는 들어갈 수 없어요. `docker rm -f {container}` 명령어로 지우고, `-p 9291:8091` 옵션을 붙여서 다시 띄워 보세요.',
        en: 'The container `{container}` runs, and none of its ports is published. `EXPOSE` only tells, so nobody gets in from outside. Remove it with `docker rm -f {container}` and start it again with `-p 9291:8091`.',
      },
    },
    'other-inner': {
      commands: ['docker run -d --name greeter -p 8091:9291 greeter:1'],
      diagnosis: {
        ko: '`{container}` 컨테이너는 바깥의 {host}번 포트를 안쪽의 `{inner}` 포트와 이었는데, 서버는 8091에서 기다려요. `-p`의 순서는 `바깥:안`이에요. `docker rm -f {container}` 명령어로 지우고 다시 띄워 보세요.',
        en: 'The container `{container}` has the outer port {host} lead to the inner `{inner}`, while the server waits at 8091. `-p` is `OUTER:INNER`. Remove it with `docker rm -f {container}` and start it again.',
      },
    },
    'other-settings': {
      commands: [
        'docker run -d --name greeter -p 9291:8091 --entrypoint java greeter:1 -jar /app.jar',
        knock(9291),
      ],
      diagnosis: {
        ko: '`{container}` 컨테이너의 서버가 대답했는데, 프로필은 `{profile}`, 시간대는 `{zone}`이라고 해요. 이미지의 ENTRYPOINT에 적은 설정이 쓰이지 않았어요. `--entrypoint` 없이 이미지를 그대로 띄워 보세요.',
        en: 'The server in `{container}` answered, and it says profile `{profile}`, time zone `{zone}`: the settings of the image’s ENTRYPOINT were not used. Start the image as it is, without `--entrypoint`.',
      },
    },
  },
  missing: {
    ko: '`greeter:1` 이미지로 만들어 돌고 있고, 게시한 포트에서 프로필 `dev`와 시간대 `Asia/Seoul`로 대답하며, 볼륨에 기록을 남기는 컨테이너를 찾고 있어요.',
    en: 'Looking for a running container of `greeter:1` that answers at a published port with profile `dev` and time zone `Asia/Seoul`, and logs into its volume.',
  },
  note: {
    ko: '코스가 {port}번 포트로 방금 정한 낱말을 보냈고, `{container}` 컨테이너의 서버가 그 낱말을 돌려줬어요. 볼륨에는 기록도 남았어요.',
    en: 'The course sent a word made up that moment to port {port}; the server in `{container}` sent it back, and logged it in the volume.',
  },
});

function isSame(a: readonly string[], b: readonly string[] = []): boolean {
  return a.length === b.length && a.every((word, index) => b[index] === word);
}
