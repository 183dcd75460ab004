import { commands, containers, image, images } from '../../../sandbox/checks/collectors.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { dockerCalls, operands } from '../../../sandbox/checks/typed-docker.ts';

const busybox = 'busybox:1.35';

/** The step before has seen a container of this image, so "there is none" means "it was removed". */
export const lookBack = defineStep({
  id: 'look-back',
  collect: { base: image(busybox), every: images({ all: true }), all: containers(), typed: commands() },
  judge({ base, every, all, typed }) {
    if (!base) {
      // By force: a container goes on without its image, or with one that has no name any more. Containers and images are
      // asked for side by side, so a line that removes both counts only when it has ended.
      const wasRemoved = typed.some(({ text }) => dockerCalls(text).some(([verb]) => verb === 'rmi'));
      const orphan = all.find(
        ({ imageId }) => !every.some(({ id, tags }) => id === imageId && tags.length > 0),
      );
      if (!orphan) return passed();
      return wasRemoved
        ? mistake('image-removed', { container: orphan.names[0] ?? short(orphan.id) })
        : notYet();
    }
    const left = all.filter((each) => each.imageId === base.id);
    const [first] = left;
    if (!first) return passed();
    const last = typed.at(-1);
    const call = dockerCalls(last?.text ?? '').at(-1);
    if (!last || !call || last.exitCode === 0) return notYet();
    const container = first.names[0] ?? short(first.id);
    const isImage = (name: string) => name === 'busybox' || name === busybox;
    if (!operands(call.slice(1)).some(isImage)) return notYet();
    if (call[0] === 'rm') return mistake('image-name', { container });
    return call[0] === 'rmi' ? mistake('image-instead', { container }) : notYet();
  },
  hints: [
    {
      ko: '`docker ps` 명령어는 지금 돌고 있는 컨테이너만 보여 줘요. 모두(all) 보여 달라는 옵션이 있어요.',
      en: '`docker ps` shows what is running now. There is an option that shows all.',
    },
    {
      ko: '`docker ps -a` 출력의 맨 오른쪽 NAMES 열에 컨테이너 이름이 있어요. 컨테이너를 지우는 명령어는 `docker rm`이에요.',
      en: 'The last column of `docker ps -a`, NAMES, has the container’s name. The command that removes a container is `docker rm`.',
    },
    {
      ko: '`docker rm` 뒤에 그 이름이나 CONTAINER ID의 앞 몇 글자를 적으세요. 여러 개라면 띄어서 모두 적어요.',
      en: 'Behind `docker rm`, write that name or the first few characters of the CONTAINER ID. If there are several, write them all, with spaces between.',
    },
  ],
  solution: {
    commands: ['docker ps -a', 'docker rm $(docker ps -aq --filter ancestor=busybox:1.35)'],
    explanation: {
      ko: '`$( )` 부분은 `busybox:1.35` 이미지로 만든 컨테이너의 ID로 바뀌어요. 직접 할 때는 `docker ps -a` 출력에서 본 이름을 적으면 돼요.',
      en: 'The `$( )` part turns into the ids of the containers made from `busybox:1.35`. By hand you write the name that `docker ps -a` showed.',
    },
  },
  alternatives: {
    'long form, by force': ['docker container rm -f $(docker ps -lq)'],
    'all that have ended': ['docker container prune -f'],
    'the image by force as well': ['docker rm $(docker ps -aq) && docker rmi -f busybox:1.35'],
  },
  mistakes: {
    'image-name': {
      commands: ['docker rm busybox:1.35'],
      diagnosis: {
        ko: '`busybox:1.35`는 이미지의 이름이에요. 컨테이너에는 자기 이름이 따로 있어요. 여러분이 만든 것은 `{container}` 컨테이너예요. `docker rm {container}` 명령어를 쳐 보세요.',
        en: '`busybox:1.35` is the image’s name. A container has a name of its own; this one’s is `{container}`. Type `docker rm {container}`.',
      },
    },
    'image-instead': {
      commands: ['docker rmi busybox:1.35'],
      diagnosis: {
        ko: '`docker rmi`는 이미지를 지우는 명령어예요. 엔진은 거절했어요. `{container}` 컨테이너가 아직 그 이미지를 쓰고 있거든요. 지울 것은 컨테이너예요. `docker rm {container}` 명령어를 쳐 보세요.',
        en: '`docker rmi` removes images, and the engine refused: the container `{container}` still uses that one. It is the container that should go. Type `docker rm {container}`.',
      },
    },
    'image-removed': {
      commands: ['docker rmi -f busybox:1.35'],
      diagnosis: {
        ko: '`busybox:1.35` 이미지가 사라졌는데 `{container}` 컨테이너는 그대로 있어요. `docker rmi`는 이미지를 지우는 명령어이고, `-f` 옵션은 컨테이너가 쓰고 있다는 경고를 무시해요. `docker rm -f {container}` 명령어로 컨테이너를 지워 보세요. 이 이미지는 샌드박스를 초기화하면 돌아와요.',
        en: 'The image `busybox:1.35` is gone, and the container `{container}` is still here. `docker rmi` removes images, and `-f` brushes aside the warning that a container uses one. Remove the container with `docker rm -f {container}`. Resetting the sandbox brings the image back.',
      },
    },
  },
  missing: {
    ko: '`busybox:1.35` 이미지로 만든 컨테이너가 하나도 남지 않은 상태를 찾고 있어요.',
    en: 'Looking for an engine with no container made from `busybox:1.35` left.',
  },
});

function short(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}
