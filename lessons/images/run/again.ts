import { commands, containers, containersOf, image } from '../../../sandbox/checks/collectors.ts';
import { startsSameProgram } from '../../../sandbox/checks/image-facts.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { dockerCalls } from '../../../sandbox/checks/typed-docker.ts';
import { base, hasMemo, takenName } from './facts.ts';
import { takenNameText } from './texts.ts';

/** `run` makes a new one, `start` brings the old one back: both run side by side. */
export const again = defineStep({
  id: 'again',
  collect: { origin: image(base), all: containers(), made: containersOf(base), typed: commands() },
  judge({ origin, all, made, typed }) {
    if (!origin) return notYet();
    const old = made.find(hasMemo);
    const fresh = made.find(
      (each) => each.running && !hasMemo(each) && startsSameProgram(origin.config, each.config),
    );
    if (old?.running && old.endedAt !== undefined && fresh)
      return passed({ old: old.name, fresh: fresh.name });
    const taken = takenName(typed, all);
    if (taken) return mistake('name-taken', taken);
    const removal = typed.findLast(({ text }) => dockerCalls(text).some(isRemoval));
    return !old && removal ? mistake('lost', { typed: removal.text.trim() }) : notYet();
  },
  hints: [
    {
      ko: '`docker run`은 새 컨테이너를 만들고, `docker start`는 있던 컨테이너를 다시 켜요.',
      en: '`docker run` makes a new container; `docker start` starts one that is there.',
    },
    {
      ko: '`docker stop cache`로 멈추고, `docker run -d --name cache2 redis:7.0`으로 새로 하나 띄우고, `docker start cache`로 예전 것을 켜요.',
      en: 'Stop it with `docker stop cache`, run a new one with `docker run -d --name cache2 redis:7.0`, and bring the old one back with `docker start cache`.',
    },
  ],
  solution: {
    commands: ['docker stop cache', 'docker run -d --name cache2 redis:7.0', 'docker start cache'],
  },
  alternatives: {
    'restarted, the new one without a name': ['docker restart cache', 'docker container run -d redis:7.0'],
    'killed, the new one made first': [
      'docker run -d --name other redis:7.0',
      'docker kill cache && docker container start cache',
    ],
  },
  mistakes: {
    'name-taken': {
      commands: ['docker stop cache', 'docker run -d --name cache redis:7.0'],
      diagnosis: takenNameText,
    },
    lost: {
      commands: ['docker rm -f cache', 'docker run -d --name cache redis:7.0'],
      diagnosis: {
        ko: '`/memo` 파일이 든 컨테이너가 이제 없어요. `{typed}` 명령어가 컨테이너를 쓰기 레이어까지 지웠거든요. 같은 이름으로 다시 실행해도 이미지에서 시작하는 새 컨테이너예요. 돌고 있는 컨테이너에 `/memo` 파일을 다시 만들고, 이번에는 지우지 말고 `docker stop`과 `docker start`로 멈췄다 켜 보세요.',
        en: 'No container has `/memo` any more: `{typed}` removed one together with its writable layer. Run under the same name, it is still a new container that begins from the image. Make `/memo` again in a running container, and this time do not remove it: use `docker stop` and `docker start`.',
      },
    },
  },
  missing: {
    ko: '`/memo` 파일이 있고 한 번 멈췄다가 다시 돌고 있는 컨테이너와, `/memo` 파일이 없이 돌고 있는 새 컨테이너를 찾고 있어요.',
    en: 'Looking for the container with `/memo`, running again after it was stopped, and a new one without `/memo` that runs too.',
  },
  note: {
    ko: '`{old}` 컨테이너는 멈췄다 켜도 `/memo` 파일을 지니고 있고, 같은 이미지로 새로 만든 `{fresh}` 컨테이너에는 없어요.',
    en: 'Stopped and started, `{old}` still has `/memo`. `{fresh}`, new from the same image, does not.',
  },
});

function isRemoval([verb = '', ...args]: string[]): boolean {
  return verb === 'rm' || (['container', 'system'].includes(verb) && args[0] === 'prune');
}
