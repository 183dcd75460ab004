import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { evidence } from './evidence.ts';
import {
  first,
  means,
  named,
  parentWentFirst,
  refusedRemoval,
  second,
  shortId,
  usedForce,
  usersOf,
  wasPruned,
} from './facts.ts';
import { prunedText, secondFirstText, stillUsedText } from './texts.ts';

/** The name goes; the image stays, because another one stands on it. */
export const removeFirst = defineStep({
  id: 'first',
  collect: evidence,
  judge({ all, boxes, events, typed }) {
    if (wasPruned(all, events)) return mistake('pruned');
    const [one, two] = [named(all, first), named(all, second)];
    if (!two) {
      if (one) return mistake('second-first');
      const order = parentWentFirst(events);
      if (order) return passed({ id: shortId(order.parent) });
      return events.some(({ action }) => action === 'delete') ? mistake('both-gone') : notYet();
    }
    if (!one) {
      const parent = all.find((each) => each.id === two.parentId);
      if (!parent || parent.tags.length > 0) return notYet();
      const [user] = usersOf(boxes, [parent.id]);
      if (!user) return passed({ id: shortId(parent.id) });
      if (!usedForce(typed)) return notYet();
      return mistake('forced', { container: user.names[0] ?? '?', id: shortId(parent.id) });
    }
    const word = refusedRemoval(typed)?.find((each) => means(each, first, one));
    if (word === undefined) return notYet();
    const [user] = usersOf(boxes, [one.id]);
    if (user) return mistake('in-use', { image: first, container: user.names[0] ?? '?', state: user.state });
    return word === first ? notYet() : mistake('by-id', { id: shortId(one.id), child: second });
  },
  hints: [
    {
      ko: '이미지를 지우는 명령어는 `docker rmi`예요. ‘remove image’를 줄인 이름이에요.',
      en: 'The command that removes an image is `docker rmi`, short for “remove image”.',
    },
    {
      ko: '`docker rmi redis-custom:first`라고 치고, 이어서 `docker images -a` 출력을 살펴보세요.',
      en: 'Type `docker rmi redis-custom:first`, then look at what `docker images -a` prints.',
    },
  ],
  solution: { commands: ['docker rmi redis-custom:first', 'docker images -a'] },
  alternatives: {
    'long form': ['docker image rm redis-custom:first'],
    'other long form': ['docker image remove redis-custom:first'],
    'with -f, which changes nothing here': ['docker rmi -f redis-custom:first'],
    'dangling images pruned afterwards': ['docker rmi redis-custom:first', 'docker image prune -f'],
    'both at once': ['docker rmi redis-custom:first redis-custom:second'],
  },
  mistakes: {
    'in-use': {
      commands: ['docker create --name again redis-custom:first', 'docker rmi redis-custom:first'],
      diagnosis: stillUsedText,
    },
    forced: {
      commands: ['docker create --name again redis-custom:first', 'docker rmi -f redis-custom:first'],
      diagnosis: {
        ko: '이름은 떨어졌지만, `{container}` 컨테이너가 쓰고 있는 이미지 `{id}` 하나를 `-f` 옵션으로 밀어붙인 결과예요. 엔진의 경고를 무시했을 뿐 디스크는 비지 않았고, 다음 단계에서도 그 이미지가 지워지지 않아요. `docker rm -f {container}` 명령어로 컨테이너를 지워 보세요.',
        en: 'The name is off, but by force: the container `{container}` uses the image `{id}`. `-f` overrode the engine’s warning and freed nothing, and in the next step that image would stay. Remove the container: `docker rm -f {container}`.',
      },
    },
    'by-id': {
      commands: ['docker rmi $(docker images -q redis-custom:first)'],
      diagnosis: {
        ko: '엔진이 거절했어요. ID로 지우면 이름이 아니라 이미지 `{id}` 자체를 지우라는 뜻인데, 그 위에 `{child}` 이미지가 서 있어요. `-f` 옵션을 붙여도 안 돼요. 떼려는 것은 이름이니까 `docker rmi redis-custom:first` 명령어로 해 보세요.',
        en: 'The engine refused. An id asks for the image `{id}` itself to go, and `{child}` stands on it; not even `-f` would do that. It is the name that should come off: `docker rmi redis-custom:first`.',
      },
    },
    'second-first': { commands: ['docker rmi redis-custom:second'], diagnosis: secondFirstText },
    'both-gone': {
      commands: ['docker rmi redis-custom:second redis-custom:first'],
      diagnosis: {
        ko: '두 이미지가 모두 지워졌는데, `redis-custom:second` 이미지가 먼저였어요. 그러면 남은 first 이미지 위에 아무것도 없어서 그것도 바로 지워져요. 이름만 떨어지고 이미지는 남는 모습을 봐야 해요. ‘이 레슨 처음부터’를 누르고 `redis-custom:first` 이미지부터 지워 보세요.',
        en: 'Both images are gone, and `redis-custom:second` went first. After that nothing stood on the other one, so it was deleted as well. The point is to see a name go while its image stays: choose “Start this lesson over” and begin with `redis-custom:first`.',
      },
    },
    pruned: { commands: ['docker image prune -a -f'], diagnosis: prunedText },
  },
  missing: {
    ko: '`redis-custom:first` 이름은 없고, 그 이미지가 이름 없이 `redis-custom:second` 이미지 아래에 남아 있는 상태를 찾고 있어요.',
    en: 'Looking for the name `redis-custom:first` gone, and its image still there, nameless, beneath `redis-custom:second`.',
  },
  note: {
    ko: '이름은 사라졌고, 이미지 `{id}` 자체는 second 이미지 아래에 그대로 있어요.',
    en: 'The name is gone; the image itself, `{id}`, is still there beneath the second one.',
  },
});
