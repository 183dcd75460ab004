import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { evidence } from './evidence.ts';
import {
  base,
  first,
  means,
  named,
  namelessOn,
  parentWentFirst,
  refusedRemoval,
  second,
  shortId,
  usedForce,
  usersOf,
  wasPruned,
} from './facts.ts';
import { prunedText, secondFirstText, stillUsedText } from './texts.ts';

/** The leftover containers go; both images keep their names. */
export const removeBoxes = defineStep({
  id: 'boxes',
  collect: evidence,
  judge({ all, boxes, events, typed }) {
    if (wasPruned(all, events)) return mistake('pruned');
    const [origin, one, two] = [named(all, base), named(all, first), named(all, second)];
    // A name is gone although a container uses the image: only force does that.
    const nameless = origin ? namelessOn(all, origin.id) : [];
    const [held] = usersOf(
      boxes,
      nameless.map(({ id }) => id),
    );
    if (held && usedForce(typed))
      return mistake('forced', { container: held.names[0] ?? '?', id: shortId(held.imageId) });
    if (!two) {
      if (one) return mistake('second-first');
      // Somebody quick has done all three steps.
      return parentWentFirst(events) ? passed() : notYet();
    }
    const users = usersOf(boxes, [one?.id, two.id]);
    if (users.length === 0) return passed();
    const refused = refusedRemoval(typed) ?? [];
    const image = [one, two].find((each) =>
      refused.some((word) => means(word, each === one ? first : second, each)),
    );
    const [user] = usersOf(users, [image?.id]);
    if (!image || !user) return notYet();
    return mistake('in-use', {
      image: image === one ? first : second,
      container: user.names[0] ?? '?',
      state: user.state,
    });
  },
  hints: [
    {
      ko: '멈춘 컨테이너도 이미지를 쓰고 있는 컨테이너예요. `docker ps`는 멈춘 것을 보여 주지 않아요.',
      en: 'A stopped container uses its image too, and plain `docker ps` does not show it.',
    },
    {
      ko: '`docker ps -a` 출력의 IMAGE 열에서 `redis-custom`으로 시작하는 줄을 찾아 보세요. `redis:7.0` 이미지를 쓰는 컨테이너는 그대로 둬도 돼요.',
      en: 'In the IMAGE column of `docker ps -a`, look for `redis-custom`. A container of `redis:7.0` may stay.',
    },
    {
      ko: '`docker rm 이름`으로 지워요. 돌고 있는 컨테이너는 먼저 `docker stop 이름`으로 멈추거나, `docker rm -f 이름`으로 한 번에 지울 수 있어요.',
      en: 'Remove it with `docker rm NAME`. A running one must be stopped first (`docker stop NAME`), or removed in one go with `docker rm -f NAME`.',
    },
  ],
  solution: {
    commands: ['docker ps -a', 'docker rm second-box', 'docker rm -f tryout'],
    explanation: {
      ko: '`second-box` 컨테이너는 `redis-custom:first` 이미지를, `tryout` 컨테이너는 `redis-custom:second` 이미지를 쓰고 있었어요.',
      en: '`second-box` was using `redis-custom:first`, and `tryout` was using `redis-custom:second`.',
    },
  },
  alternatives: {
    'stopped, then removed': ['docker stop -t 1 tryout', 'docker container rm tryout second-box'],
    'all that have stopped': ['docker stop -t 1 tryout', 'docker container prune -f'],
    'every container': ['docker rm -f $(docker ps -aq)'],
    'by what they were made from': [
      'docker rm -f $(docker ps -aq --filter ancestor=redis-custom:first)',
      'docker ps -a',
    ],
    'all three steps in one line': [
      'docker rm -f second-box tryout && docker rmi redis-custom:first && docker rmi redis-custom:second',
    ],
  },
  mistakes: {
    'in-use': {
      commands: ['docker rmi redis-custom:first'],
      diagnosis: stillUsedText,
    },
    forced: {
      commands: ['docker rmi -f redis-custom:first'],
      diagnosis: {
        ko: '`{container}` 컨테이너가 쓰고 있는데도 이미지 `{id}` 하나가 이름을 잃었어요. `-f` 옵션은 “컨테이너가 쓰고 있어요” 하는 엔진의 경고를 무시하고 이름을 떼요. 디스크는 조금도 비지 않았고, 무엇이 이미지를 쓰고 있었는지만 알기 어려워졌어요. 먼저 `docker rm -f {container}` 명령어로 컨테이너를 지워 보세요.',
        en: 'The image `{id}` lost its name although the container `{container}` uses it. `-f` brushes aside the engine’s warning and takes the name off. No disk space came of it; it is only harder to see now who uses what. Remove the container: `docker rm -f {container}`.',
      },
    },
    'second-first': {
      commands: ['docker rm -f tryout', 'docker rmi redis-custom:second'],
      diagnosis: secondFirstText,
    },
    pruned: { commands: ['docker system prune -a -f'], diagnosis: prunedText },
  },
  missing: {
    ko: '`redis-custom:first`와 `redis-custom:second` 이미지는 그대로이고, 둘을 쓰는 컨테이너는 하나도 없는 상태를 찾고 있어요.',
    en: 'Looking for both images, `redis-custom:first` and `redis-custom:second`, in place, and no container that uses either.',
  },
  note: {
    ko: '이제 두 이미지를 쓰는 컨테이너가 없어요.',
    en: 'No container uses either image now.',
  },
});
