import { commands, containers, containersOf, image, volumesOf } from '../../../sandbox/checks/collectors.ts';
import { startsSameProgram } from '../../../sandbox/checks/image-facts.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { dockerCalls, operands, runOptionsWithValue } from '../../../sandbox/checks/typed-docker.ts';
import { base, hasMemo, memo } from './facts.ts';

/** One file in the writable layer, one in the volume, of the same container. */
export const write = defineStep({
  id: 'write',
  collect: {
    origin: image(base),
    all: containers(),
    made: containersOf(base),
    volumes: volumesOf(base),
    typed: commands(),
  },
  judge({ origin, all, made, volumes, typed }) {
    if (!origin) return notYet();
    const inVolume = new Set(
      volumes
        .filter(
          ({ destination, files }) => destination === '/data' && files.some(({ path }) => path === memo),
        )
        .map(({ container }) => container),
    );
    const servers = made.filter(({ config }) => startsSameProgram(origin.config, config));
    const done = servers.find((each) => hasMemo(each) && inVolume.has(each.name));
    if (done) return passed({ container: done.name });
    const server = servers.find(({ running }) => running);
    const [newest] = made;
    if (newest && server && newest.id !== server.id && !servers.includes(newest) && !newest.running) {
      const wrote = hasMemo(newest) || inVolume.has(newest.name);
      if (wrote) return mistake('new-container', { container: newest.name, server: server.name });
    }
    const last = typed.at(-1);
    if (!last || last.exitCode === 0) return notYet();
    if (dockerCalls(last.text).length === 0)
      return /(^|[\s>])\/(data\/)?memo\b/.test(last.text)
        ? mistake('outside', { typed: last.text.trim() })
        : notYet();
    const exec = dockerCalls(last.text).findLast(([verb]) => verb === 'exec') ?? [];
    const [name] = operands(exec.slice(1), runOptionsWithValue);
    if (name === undefined) return notYet();
    if (server && (name === base || name === 'redis') && !all.some(({ names }) => names.includes(name)))
      return mistake('image-name', { typed: name, container: server.name });
    const stopped = all.find(({ names, state }) => names.includes(name) && state === 'exited');
    return stopped ? mistake('not-running', { container: name }) : notYet();
  },
  hints: [
    {
      ko: '돌고 있는 컨테이너 안에서 명령어를 하나 더 실행하는 명령어가 `docker exec`예요. `docker exec 컨테이너 명령어` 순서로 써요.',
      en: '`docker exec` runs one more command in a running container: `docker exec CONTAINER COMMAND`.',
    },
    {
      ko: '빈 파일을 만드는 명령어는 `touch`예요. 컨테이너 이름이 `cache`라면 `docker exec cache touch /memo`예요.',
      en: '`touch` makes an empty file. If the container is called `cache`, it is `docker exec cache touch /memo`.',
    },
    {
      ko: '`docker exec cache touch /memo`, 그리고 `docker exec cache touch /data/memo`라고 치면 돼요.',
      en: 'Type `docker exec cache touch /memo`, then `docker exec cache touch /data/memo`.',
    },
  ],
  solution: {
    commands: ['docker exec cache touch /memo', 'docker exec cache touch /data/memo', 'docker diff cache'],
  },
  alternatives: {
    'both at once, by id': ['docker exec $(docker ps -lq) touch /data/memo /memo'],
    'a shell inside': ['docker exec -it cache bash', 'echo hello > /memo', 'touch memo', 'exit'],
    'copied in': [
      'echo hello > memo',
      'docker cp memo cache:/data/memo',
      'docker container cp memo cache:/memo',
    ],
  },
  mistakes: {
    'new-container': {
      commands: ['docker run redis:7.0 touch /memo'],
      diagnosis: {
        ko: '`docker run`이 새 컨테이너 `{container}` 하나를 만들었고, 파일은 그 안에 생겼어요. `docker run`은 언제나 새로 만들어요. 돌고 있던 `{server}` 컨테이너는 그대로예요. 그 안에서 실행하려면 `docker exec {server}` 뒤에 명령어를 써 보세요.',
        en: '`docker run` made a new container, `{container}`, and the file is in there: it always makes a new one. `{server}`, the one that was running, has not changed. To run something inside it, write the command behind `docker exec {server}`.',
      },
    },
    'image-name': {
      commands: ['docker exec redis:7.0 touch /memo'],
      diagnosis: {
        ko: '`{typed}`는 이미지의 이름이에요. 이미지는 파일 묶음일 뿐이라 그 안에서는 아무것도 실행되지 않아요. 실행은 컨테이너에서 해요. `docker exec {container}` 뒤에 명령어를 써 보세요.',
        en: '`{typed}` names an image, a bundle of files in which nothing runs. Commands run in containers: write yours behind `docker exec {container}`.',
      },
    },
    outside: {
      commands: ['touch /memo'],
      diagnosis: {
        ko: '`{typed}` 명령어는 컨테이너가 아니라 여러분의 셸에서 실행됐고, 실패했어요. 앞에 `docker exec`와 컨테이너 이름을 붙이면 컨테이너 안에서 실행돼요.',
        en: '`{typed}` ran in your own shell, not in a container, and failed. With `docker exec` and the container’s name in front it runs inside.',
      },
    },
    'not-running': {
      commands: ['docker stop cache', 'docker exec cache touch /memo'],
      diagnosis: {
        ko: '`{container}` 컨테이너는 멈춰 있어요. `docker exec`는 돌고 있는 컨테이너에 명령어를 하나 더 보내는 거라서, 멈춘 컨테이너에는 쓸 수 없어요. `docker start {container}` 명령어로 켠 다음 다시 해 보세요.',
        en: 'The container `{container}` has stopped. `docker exec` adds a command to one that is running, so start it first: `docker start {container}`.',
      },
    },
  },
  missing: {
    ko: '한 컨테이너의 쓰기 레이어에 있는 `/memo` 파일과, 같은 컨테이너의 볼륨에 있는 `/data/memo` 파일을 찾고 있어요.',
    en: 'Looking for `/memo` in the writable layer of a container, and `/data/memo` in the volume of the same one.',
  },
  note: {
    ko: '`{container}` 컨테이너의 쓰기 레이어에 `/memo` 파일이 있고, 볼륨에 `/data/memo` 파일이 있어요. `docker diff`에는 앞의 것만 보여요.',
    en: '`/memo` is in the writable layer of `{container}`, `/data/memo` in its volume. `docker diff` shows the first one only.',
  },
});
