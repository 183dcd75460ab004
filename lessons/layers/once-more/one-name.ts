import { commands, containers, images } from '../../../sandbox/checks/collectors.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { dockerCalls } from '../../../sandbox/checks/typed-docker.ts';
import { high, low } from './facts.ts';

/** One name is left, and no container; the lower image lives on without a name. */
export const oneName = defineStep({
  id: 'one-name',
  collect: { all: images({ all: true }), boxes: containers(), typed: commands() },
  judge({ all, boxes, typed }) {
    const upper = all.find(({ tags }) => tags.includes(high));
    const lower = all.find(({ tags }) => tags.includes(low));
    if (!upper) return lower ? mistake('wrong-one') : notYet();
    const parent = all.find(({ id }) => id === upper.parentId);
    const users = boxes.filter(({ imageId }) => imageId === upper.id || imageId === parent?.id);
    if (!lower)
      return parent?.tags.length === 0 && users.length === 0
        ? passed({ id: parent.id.replace('sha256:', '').slice(0, 12) })
        : notYet();
    const last = typed.at(-1);
    const isRefused =
      last?.exitCode === 1 && dockerCalls(last.text).some((call) => call[0] === 'rmi' && call.includes(low));
    const user = users.find(({ imageId }) => imageId === lower.id);
    return isRefused && user ? mistake('in-use', { container: user.names[0] ?? '?' }) : notYet();
  },
  hints: [
    {
      ko: '컨테이너가 쓰고 있는 이미지는 지울 수 없어요. 무엇부터 치워야 할까요?',
      en: 'An image that a container uses cannot be removed. What has to go first?',
    },
    {
      ko: '`docker rm -f`로 두 컨테이너를 지우고, `docker rmi tower:low` 명령어로 이름을 떼면 돼요.',
      en: 'Remove both containers with `docker rm -f`, then take the name off with `docker rmi tower:low`.',
    },
  ],
  solution: { commands: ['docker rm -f low-box high-box', 'docker rmi tower:low'] },
  alternatives: {
    'every container, long form': ['docker container rm -f $(docker ps -aq)', 'docker image rm tower:low'],
    'by force, containers afterwards': ['docker rmi -f tower:low', 'docker rm -f low-box high-box'],
  },
  mistakes: {
    'in-use': {
      commands: ['docker rmi tower:low'],
      diagnosis: {
        ko: '엔진이 거절했어요. `{container}` 컨테이너가 `tower:low` 이미지를 쓰고 있거든요. 그 컨테이너를 지운 다음 다시 해 보세요.',
        en: 'The engine refused: the container `{container}` uses `tower:low`. Remove that container, then try again.',
      },
    },
    'wrong-one': {
      commands: ['docker rm -f low-box high-box', 'docker rmi tower:high'],
      diagnosis: {
        ko: '`tower:high` 이미지가 지워졌고 `tower:low` 이미지가 남았어요. 그 위에는 아무 이미지도 없어서 바로 지워졌어요. `tower:low` 이미지로 컨테이너를 만들어 `/high` 파일을 더하고 `tower:high` 이미지로 다시 커밋하세요. 그다음 `tower:low` 이름을 떼 보세요.',
        en: '`tower:high` is gone and `tower:low` is left: nothing stood on the upper image, so it was deleted at once. Make a container from `tower:low`, add `/high`, commit `tower:high` again, and then take off the name `tower:low`.',
      },
    },
  },
  missing: {
    ko: '`tower:low` 이름은 없고 그 이미지는 `tower:high` 이미지 아래에 남아 있으며, 둘을 쓰는 컨테이너가 없는 상태를 찾고 있어요.',
    en: 'Looking for the name `tower:low` gone, its image still beneath `tower:high`, and no container that uses either.',
  },
  note: {
    ko: '이름 없는 이미지 `{id}` 하나가 `tower:high` 이미지 아래에 남아 있어요.',
    en: 'The nameless image `{id}` lives on beneath `tower:high`.',
  },
});
