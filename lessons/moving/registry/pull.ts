import { events, images } from '../../../sandbox/checks/collectors.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { registryContent } from '../../../sandbox/checks/registry-content.ts';
import { remote } from './facts.ts';

export const pull = defineStep({
  id: 'pull',
  collect: { registry: registryContent(remote), all: images(), happened: events({ type: 'image' }) },
  judge({ registry, all, happened }) {
    const { manifest } = registry;
    const here = all.find(({ id }) => id === manifest?.imageId);
    if (!manifest || !here) return notYet();
    const gone = happened.findIndex(({ action, id }) => action === 'delete' && id === manifest.imageId);
    const pulls = happened.flatMap(({ action, id, attributes }, at) =>
      action === 'pull' && at > gone ? [attributes.name ?? id, id] : [],
    );
    const byDigest = pulls.some((name) => name.includes(manifest.digest));
    const byTag = pulls.find((name) => name.endsWith('/notes:1.0'));
    if (gone === -1) return byDigest ? mistake('never-gone', { id: here.id.slice(7, 19) }) : notYet();
    if (byDigest) return passed({ id: here.id.slice(7, 19) });
    return byTag === undefined ? notYet() : mistake('by-tag', { name: byTag, digest: manifest.digest });
  },
  hints: [
    {
      ko: '다이제스트는 `docker images --digests`나 `docker push`가 마지막에 알려 준 `sha256:…`이에요. 이미지를 지우기 전에 적어 두세요.',
      en: 'The digest is the `sha256:…` that `docker push` printed last; `docker images --digests` shows it too. Note it before you remove the image.',
    },
    {
      ko: '두 이름을 모두 지워야 이미지가 지워져요: `docker rmi notes:1.0 localhost:5001/notes:1.0`. 그다음 `docker pull localhost:5001/notes@sha256:…`이에요.',
      en: 'Both names have to go before the image does: `docker rmi notes:1.0 localhost:5001/notes:1.0`. Then `docker pull localhost:5001/notes@sha256:…`.',
    },
  ],
  solution: {
    commands: [
      "NOTES=$(docker inspect -f '{{index .RepoDigests 0}}' localhost:5001/notes:1.0); echo $NOTES",
      'docker rmi notes:1.0 localhost:5001/notes:1.0',
      'docker pull $NOTES',
    ],
  },
  alternatives: {
    'by force, long form': [
      "NOTES=$(docker inspect -f '{{index .RepoDigests 0}}' notes:1.0); docker rmi -f $(docker images -q notes:1.0)",
      'docker image pull $NOTES && docker tag $NOTES notes:1.0',
    ],
  },
  mistakes: {
    'by-tag': {
      commands: ['docker rmi notes:1.0 localhost:5001/notes:1.0', 'docker pull localhost:5001/notes:1.0'],
      diagnosis: {
        ko: '이미지는 돌아왔지만 `{name}`, 곧 태그로 받았어요. 태그는 나중에 다른 이미지를 가리킬 수 있어서, 같은 것을 받는다는 보장이 없어요. 지우고, 이번에는 `docker pull localhost:5001/notes@{digest}`로 받아 보세요.',
        en: 'The image is back, but you pulled it by its tag, `{name}`. A tag may point at another image one day, so it promises nothing. Remove it, and pull `localhost:5001/notes@{digest}`.',
      },
    },
    'never-gone': {
      commands: ["docker pull $(docker inspect -f '{{index .RepoDigests 0}}' localhost:5001/notes:1.0)"],
      diagnosis: {
        ko: '다이제스트로 받았지만 `{id}` 이미지는 이미 이 엔진에 있어서 아무것도 옮기지 않았어요. `docker rmi notes:1.0 localhost:5001/notes:1.0` 명령어로 두 이름을 모두 지운 다음 다시 받아 보세요.',
        en: 'You pulled by digest, but the image `{id}` was here all the time, so nothing was moved. Remove both names, `docker rmi notes:1.0 localhost:5001/notes:1.0`, then pull again.',
      },
    },
  },
  missing: {
    ko: '이 엔진에서 지워졌다가 여러분의 레지스트리에서 다이제스트로 받아 온 이미지를 찾고 있어요.',
    en: 'Looking for the image removed from this engine, then pulled by its digest from your registry.',
  },
  note: {
    ko: '레지스트리에서 같은 `{id}` 이미지가 돌아왔어요.',
    en: 'The same image, `{id}`, came back from the registry.',
  },
});
