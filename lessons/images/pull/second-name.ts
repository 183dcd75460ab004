import { commands, image, images } from '../../../sandbox/checks/collectors.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { dockerCalls, operands } from '../../../sandbox/checks/typed-docker.ts';
import { imageEvents, wanted } from './facts.ts';

const asked = 'my-redis:stable';

/** One image with two names. */
export const secondName = defineStep({
  id: 'second-name',
  collect: {
    origin: image(wanted),
    named: image(asked),
    all: images(),
    events: imageEvents(),
    typed: commands(),
  },
  judge({ origin, named, all, events, typed }) {
    if (!origin) return notYet();
    const id = origin.id.replace('sha256:', '').slice(0, 12);
    if (named?.id === origin.id) return passed({ name: asked, id });
    // Another name than the one that was asked for shows the same, if it is new.
    const other = origin.tags.find(
      (tag) => tag !== wanted && events.some(({ action, name }) => action === 'tag' && name === tag),
    );
    if (other) return passed({ name: other, id });
    if (named)
      return mistake('other-image', { id: named.id.replace('sha256:', '').slice(0, 12), wanted: id });
    const last = typed.at(-1);
    const tag = dockerCalls(last?.text ?? '').findLast(([verb]) => verb === 'tag');
    const [from = '', to] = operands((tag ?? []).slice(1));
    const isReversed = last?.exitCode === 1 && to === wanted && !all.some(({ tags }) => tags.includes(from));
    return isReversed ? mistake('reversed', { from, to }) : notYet();
  },
  hints: [
    {
      ko: '이미지에 이름을 하나 더 붙이는 명령어는 `docker tag`예요.',
      en: '`docker tag` gives an image one more name.',
    },
    {
      ko: '있는 이름을 먼저, 새 이름을 나중에 써요. `docker tag redis:7.0 my-redis:stable`이에요.',
      en: 'The name that is there goes first, the new one behind it: `docker tag redis:7.0 my-redis:stable`.',
    },
  ],
  solution: { commands: ['docker tag redis:7.0 my-redis:stable', 'docker images'] },
  alternatives: {
    'long form, by id': ['docker image tag $(docker images -q redis:7.0) my-redis:stable'],
    'another name': ['docker tag redis:7.0 mine/redis:v1'],
  },
  mistakes: {
    reversed: {
      commands: ['docker tag my-redis:stable redis:7.0'],
      diagnosis: {
        ko: '`{from}` 이미지가 없어서 실패했어요. `docker tag`는 앞에 쓴 이미지를 찾아서 뒤에 쓴 이름을 붙여요. 순서를 바꿔서 `docker tag {to} {from}` 명령어를 쳐 보세요.',
        en: 'It failed, since there is no image `{from}`. `docker tag` looks for the image that is written first and gives it the name written second. The other way round: `docker tag {to} {from}`.',
      },
    },
    'other-image': {
      commands: ['docker tag busybox:1.35 my-redis:stable'],
      diagnosis: {
        ko: '`my-redis:stable` 이름이 다른 이미지 `{id}` 쪽을 가리켜요. 이름은 아무 이미지에나 붙일 수 있어서, 이름만 보고는 무엇이 들었는지 알 수 없어요. `redis:7.0` 이미지의 ID는 `{wanted}` 값이에요. `docker tag redis:7.0 my-redis:stable` 명령어를 치면 이름이 옮겨 가요.',
        en: '`my-redis:stable` points at another image, `{id}`. Any image may get any name, so a name alone does not tell what is inside. The id of `redis:7.0` is `{wanted}`. Type `docker tag redis:7.0 my-redis:stable` and the name moves there.',
      },
    },
  },
  missing: {
    ko: '`redis:7.0` 이미지와 ID가 같은 `my-redis:stable` 이름을 찾고 있어요.',
    en: 'Looking for a name `my-redis:stable` with the id of `redis:7.0`.',
  },
  note: {
    ko: '`{name}` 이름과 `redis:7.0` 이름이 같은 이미지 `{id}` 하나를 가리켜요.',
    en: '`{name}` and `redis:7.0` are two names of one image, `{id}`.',
  },
});
