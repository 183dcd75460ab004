import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { evidence } from './evidence.ts';
import {
  base,
  first,
  means,
  named,
  namelessOn,
  refusedRemoval,
  second,
  shortId,
  usedForce,
  usersOf,
  wasPruned,
} from './facts.ts';
import { prunedText, stillUsedText } from './texts.ts';

/** The last name goes, and with it everything that only it kept alive. */
export const removeSecond = defineStep({
  id: 'second',
  collect: evidence,
  judge({ all, boxes, events, typed }) {
    if (wasPruned(all, events)) return mistake('pruned');
    const [origin, two] = [named(all, base), named(all, second)];
    // Without the base there is no telling what stands on it.
    if (!origin || named(all, first)) return notYet();
    if (two) {
      const isRefused = refusedRemoval(typed)?.some((word) => means(word, second, two));
      const [user] = usersOf(boxes, [two.id]);
      if (!isRefused || !user) return notYet();
      return mistake('in-use', { image: second, container: user.names[0] ?? '?', state: user.state });
    }
    const [left] = namelessOn(all, origin.id);
    // Halfway through a removal one is left for a moment; only force leaves one for good.
    if (left) return usedForce(typed) ? mistake('still-there', { id: shortId(left.id) }) : notYet();
    // By force a stopped container loses its image; the layers stay as long as the container does.
    const deleted = events.filter(({ action }) => action === 'delete').map(({ id }) => id);
    const [orphan] = usersOf(boxes, deleted);
    return orphan
      ? mistake('forced', { container: orphan.names[0] ?? '?', id: shortId(orphan.imageId) })
      : passed();
  },
  hints: [
    {
      ko: '앞 단계와 같은 명령어예요. 이번에는 출력이 몇 줄인지 세어 보세요.',
      en: 'The same command as before. This time, count the lines that it prints.',
    },
    {
      ko: '`docker rmi redis-custom:second`라고 치면 돼요.',
      en: 'Type `docker rmi redis-custom:second`.',
    },
  ],
  solution: { commands: ['docker rmi redis-custom:second', 'docker images -a'] },
  alternatives: {
    'long form': ['docker image rm redis-custom:second'],
    'by id': ['docker rmi $(docker images -q redis-custom:second)'],
    'after a container of it': [
      'docker create --name again redis-custom:second',
      'docker rm again',
      'docker rmi redis-custom:second',
    ],
    'base named once more': ['docker tag redis:7.0 mine:1', 'docker rmi redis-custom:second'],
  },
  mistakes: {
    'in-use': {
      commands: ['docker create --name again redis-custom:second', 'docker rmi redis-custom:second'],
      diagnosis: stillUsedText,
    },
    'still-there': {
      commands: ['docker run -d --name again redis-custom:second', 'docker rmi -f redis-custom:second'],
      diagnosis: {
        ko: '이름은 모두 사라졌지만 이름 없는 `{id}` 이미지가 남아 있어요. 돌고 있는 컨테이너가 쓰는 이미지는 `-f` 옵션을 붙여도 이름만 떨어져요. `docker ps -a`에서 IMAGE 열에 이 ID가 보이는 컨테이너를 지운 다음 `docker rmi {id}` 명령어를 쳐 보세요.',
        en: 'The names are all gone, yet a nameless image, `{id}`, is left. While a running container uses an image, even `-f` takes off the name and nothing else. In `docker ps -a`, look for this id in the IMAGE column, remove that container, then type `docker rmi {id}`.',
      },
    },
    forced: {
      commands: ['docker create --name again redis-custom:second', 'docker rmi -f redis-custom:second'],
      diagnosis: {
        ko: '이미지 `{id}` 하나가 지워졌는데, 그 이미지로 만든 `{container}` 컨테이너는 남아 있어요. `-f` 옵션이 경고를 무시했거든요. 컨테이너가 레이어를 붙들고 있어서 디스크는 비지 않았고, `Deleted:` 줄도 레이어만큼 적게 나왔어요. `docker rm {container}` 명령어로 컨테이너까지 지워 보세요.',
        en: 'The image `{id}` was deleted, and the container made from it, `{container}`, is still here: `-f` brushed the warning aside. The container holds on to the layers, so no disk space came free and their `Deleted:` lines are missing. Remove the container too: `docker rm {container}`.',
      },
    },
    pruned: { commands: ['docker image prune -a -f'], diagnosis: prunedText },
  },
  missing: {
    ko: '`redis-custom` 이미지가 이름으로도, 이름 없이도 남지 않은 상태를 찾고 있어요.',
    en: 'Looking for an engine in which nothing is left of the two `redis-custom` images, with a name or without.',
  },
  note: {
    ko: '이미지 둘과 그 레이어 둘이 지워졌어요. `redis:7.0` 이미지는 자기 이름이 있어서 남았어요.',
    en: 'Two images and their two layers were deleted. `redis:7.0` has a name of its own, so it stayed.',
  },
});
