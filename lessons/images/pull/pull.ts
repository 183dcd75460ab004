import { commands, image } from '../../../sandbox/checks/collectors.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { imageEvents, nameParts, refusedPull, wanted } from './facts.ts';

/** The image came from the registry: an image that was only loaded or tagged has no digest of a repository. */
export const pull = defineStep({
  id: 'pull',
  collect: { found: image(wanted), events: imageEvents(), typed: commands() },
  judge({ found, events, typed }) {
    const isPulled = events.some(({ action, id }) => action === 'pull' && nameParts(id).tag === '7.0');
    if (found && found.digests.length > 0 && (isPulled || events.length === 0))
      return passed({ id: found.id.replace('sha256:', '').slice(0, 12) });
    const name = refusedPull(typed);
    if (name === undefined || !/^[\w./:-]{1,200}$/.test(name)) return notYet();
    const { repository, tag } = nameParts(name);
    if (repository !== repository.toLowerCase())
      return mistake('upper-case', { typed: name, meant: `${repository.toLowerCase()}:${tag ?? '7.0'}` });
    if (repository !== 'redis') return mistake('other-repository', { repository });
    if (tag === undefined || tag === 'latest') return mistake('no-tag', { image: 'redis:latest' });
    return tag === '7.0' ? notYet() : mistake('other-tag', { tag });
  },
  hints: [
    {
      ko: '레지스트리에서 이미지를 받아 오는 명령어는 `docker pull`이에요. 뒤에 리포지터리와 태그를 콜론으로 이어서 써요.',
      en: '`docker pull` fetches an image from a registry. Behind it go repository and tag, joined by a colon.',
    },
    {
      ko: '`docker pull redis:7.0`이라고 치면 돼요.',
      en: 'Type `docker pull redis:7.0`.',
    },
  ],
  solution: { commands: ['docker pull redis:7.0', 'docker images redis'] },
  alternatives: {
    'long form, quietly': ['docker image pull -q redis:7.0'],
    'the full name': ['docker pull docker.io/library/redis:7.0'],
    'by running it': ['docker run -d redis:7.0'],
    'after a name without a tag': ['docker pull redis', 'docker pull redis:7.0'],
  },
  mistakes: {
    'no-tag': {
      commands: ['docker pull redis'],
      diagnosis: {
        ko: '받지 못했어요. 태그를 안 쓰면 `latest` 태그를 붙인 `{image}` 이미지로 알아듣는데, 코스의 레지스트리에는 그 태그가 없어요. `latest`는 “가장 새것”이라는 뜻이 아니라 그냥 이름이 latest인 태그예요. 콜론과 태그까지 써서 `docker pull redis:7.0` 명령어를 쳐 보세요.',
        en: 'Nothing was fetched. A name without a tag means the tag `latest`, so `{image}`, and the course’s registry has no such tag. `latest` does not mean “newest”; it is a tag that happens to be called latest. Write colon and tag as well: `docker pull redis:7.0`.',
      },
    },
    'upper-case': {
      commands: ['docker pull Redis:7.0'],
      diagnosis: {
        ko: '`{typed}` 이름에 대문자가 있어요. 리포지터리 이름에는 소문자만 쓸 수 있어서, `docker`는 레지스트리에 물어보지도 않고 거절했어요. `docker pull {meant}` 명령어를 쳐 보세요.',
        en: 'There is a capital letter in `{typed}`. Repository names are all lower case, so `docker` refused without even asking the registry. Type `docker pull {meant}`.',
      },
    },
    'other-repository': {
      commands: ['docker pull rediss:7.0'],
      diagnosis: {
        ko: '`{repository}` 리포지터리에서는 받지 못했어요. 레지스트리는 이름이 한 글자만 달라도 다른 리포지터리로 보고, 없는 이름이면 거절해요. 공식 이미지의 이름은 앞에 아무것도 붙지 않은 `redis`예요. `docker pull redis:7.0` 명령어를 쳐 보세요.',
        en: 'Nothing could be fetched from the repository `{repository}`. To a registry, a name that differs by one letter is another repository, and one that it does not have is refused. The official image is called `redis`, with nothing in front: `docker pull redis:7.0`.',
      },
    },
    'other-tag': {
      commands: ['docker pull redis:7.00'],
      diagnosis: {
        ko: '`redis` 리포지터리는 맞는데, 코스의 레지스트리에 `{tag}` 태그는 없어요. 태그는 글자 하나까지 똑같아야 해요. 여기에 있는 태그는 `7.0`이에요.',
        en: 'The repository `redis` is right, but the course’s registry has no tag `{tag}` in it. A tag must match to the letter; the one that is there is `7.0`.',
      },
    },
  },
  missing: {
    ko: '레지스트리에서 받아 온 `redis:7.0` 이미지를 찾고 있어요.',
    en: 'Looking for an image `redis:7.0` that came from the registry.',
  },
  note: {
    ko: '`redis:7.0` 이미지를 받았어요. 이미지 ID는 `{id}` 값으로 시작해요.',
    en: '`redis:7.0` is here. Its image id begins with `{id}`.',
  },
});
