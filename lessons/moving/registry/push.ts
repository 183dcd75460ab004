import { commands, imagesNamed } from '../../../sandbox/checks/collectors.ts';
import { lastCall } from '../../../sandbox/checks/last-call.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { registryContent } from '../../../sandbox/checks/registry-content.ts';
import { operands } from '../../../sandbox/checks/typed-docker.ts';
import { local, remote } from './facts.ts';

export const push = defineStep({
  id: 'push',
  collect: { registry: registryContent(remote), here: imagesNamed([local, remote]), typed: commands() },
  judge({ registry, here, typed }) {
    const id = (here[local] ?? here[remote])?.id;
    if (registry.manifest && (registry.manifest.imageId === id || id === undefined))
      return passed({ digest: registry.manifest.digest.slice(0, 19) });
    if (registry.manifest) return mistake('other-image', { id: registry.manifest.imageId.slice(7, 19) });
    const [tag] = registry.tags;
    if (registry.tags.includes('1.0')) return notYet();
    if (tag !== undefined) return mistake('other-tag', { tag });
    const call = lastCall(typed, 'push');
    const [name = ''] = call ? operands(call.args) : [];
    if (!call?.failed || name === '') return notYet();
    if (!name.startsWith('localhost:') && !name.startsWith('127.0.0.1:'))
      return mistake('no-host', { typed: name });
    return name === remote && !here[remote] ? mistake('not-tagged', { typed: name }) : notYet();
  },
  hints: [
    {
      ko: '어느 레지스트리로 보낼지는 이미지의 이름이 정해요. 먼저 `docker tag`로 `localhost:5001/`로 시작하는 이름을 하나 더 붙이세요.',
      en: 'The image’s name says which registry it goes to. First give it a second name that begins with `localhost:5001/`, with `docker tag`.',
    },
    {
      ko: '`docker tag notes:1.0 localhost:5001/notes:1.0`, 이어서 `docker push localhost:5001/notes:1.0`이에요.',
      en: 'It is `docker tag notes:1.0 localhost:5001/notes:1.0`, then `docker push localhost:5001/notes:1.0`.',
    },
  ],
  solution: {
    commands: ['docker tag notes:1.0 localhost:5001/notes:1.0', 'docker push localhost:5001/notes:1.0'],
  },
  alternatives: {
    'by id, long forms': [
      'docker image tag $(docker images -q notes:1.0) localhost:5001/notes:1.0',
      'docker image push -q localhost:5001/notes:1.0',
    ],
    'all tags': ['docker tag notes:1.0 localhost:5001/notes:1.0', 'docker push -a localhost:5001/notes'],
    'the other name of this machine': [
      'docker tag notes:1.0 127.0.0.1:5001/notes:1.0 && docker push 127.0.0.1:5001/notes:1.0',
    ],
  },
  mistakes: {
    'no-host': {
      commands: ['docker push notes:1.0'],
      diagnosis: {
        ko: '`{typed}` 이름에는 레지스트리의 주소가 없어요. 주소가 없으면 Docker Hub라는 뜻이라서, 엔진은 여러분의 레지스트리가 아니라 그쪽에 보내려다가 실패했어요. `docker tag {typed} localhost:5001/{typed}` 다음에 그 이름으로 보내 보세요.',
        en: 'The name `{typed}` has no registry in it, which means Docker Hub: the engine tried to send it there, not to your registry, and failed. Do `docker tag {typed} localhost:5001/{typed}`, then push that name.',
      },
    },
    'not-tagged': {
      commands: ['docker push localhost:5001/notes:1.0'],
      diagnosis: {
        ko: '`{typed}` 이름을 가진 이미지가 이 엔진에 없어요. `docker push`는 이름을 붙여 주지 않고, 이미 있는 이름을 보내요. `docker tag notes:1.0 {typed}` 명령어로 이름부터 붙여 보세요.',
        en: 'No image in this engine has the name `{typed}`. `docker push` gives no names, it sends one that is there. Name it first: `docker tag notes:1.0 {typed}`.',
      },
    },
    'other-tag': {
      commands: ['docker tag notes:1.0 localhost:5001/notes', 'docker push localhost:5001/notes'],
      diagnosis: {
        ko: '레지스트리에 `notes` 리포지터리가 생겼지만 태그가 `{tag}` 하나뿐이에요. 태그를 쓰지 않으면 `latest`가 돼요. `docker tag notes:1.0 localhost:5001/notes:1.0` 다음에 그 이름으로 다시 보내 보세요. 레이어는 이미 있으니 금방 끝나요.',
        en: 'The registry has a repository `notes` now, with the tag `{tag}`. A name without a tag means `latest`. Do `docker tag notes:1.0 localhost:5001/notes:1.0` and push that name; the layers are there, so it is quick.',
      },
    },
    'other-image': {
      commands: ['docker tag busybox:1.35 localhost:5001/notes:1.0', 'docker push localhost:5001/notes:1.0'],
      diagnosis: {
        ko: '레지스트리의 `notes:1.0`은 `{id}` 이미지예요. 이 엔진의 `notes:1.0` 이미지가 아니에요. `docker tag notes:1.0 localhost:5001/notes:1.0`으로 이름을 옮기고 다시 보내 보세요. 태그는 나중에 보낸 이미지를 가리켜요.',
        en: 'In the registry, `notes:1.0` is the image `{id}`, and not the `notes:1.0` of this engine. Move the name, `docker tag notes:1.0 localhost:5001/notes:1.0`, and push again: a tag points at what was pushed last.',
      },
    },
  },
  missing: {
    ko: '`localhost:5001` 레지스트리에서, 이 엔진의 `notes:1.0` 이미지를 같은 태그로 찾고 있어요.',
    en: 'Looking in the registry at `localhost:5001` for this engine’s `notes:1.0`, under the same tag.',
  },
  note: {
    ko: '레지스트리에 이미지가 있고, 그 다이제스트는 `{digest}`…로 시작해요.',
    en: 'The image is in the registry; its digest begins with `{digest}`…',
  },
});
