import { commands, image, images, topLayerFiles } from '../../../sandbox/checks/collectors.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { lastCall, menu, origin } from './facts.ts';

const wanted = 'flat:1';

/** What a collector sees of an image that `docker import` made: one layer, the whole file system. */
export const importIt = defineStep({
  id: 'import',
  collect: {
    made: image(wanted),
    files: topLayerFiles(wanted),
    base: image(origin),
    all: images(),
    typed: commands(),
  },
  judge({ made, files, base, all, typed }) {
    if (made && files) {
      if (files.some(({ path }) => path === '/manifest.json'))
        return mistake('of-a-save', { layers: made.layers.length });
      if (base && made.layers.length > 1 && made.id === base.id) return mistake('only-named');
      const isFlat = made.layers.length === 1 && files.some(({ path }) => path === `/${menu}`);
      return isFlat ? passed({ layers: base?.layers.length ?? 0 }) : notYet();
    }
    const loaded = lastCall(typed, 'load');
    if (loaded?.failed && /\.tar|<|-i/.test(loaded.text)) return mistake('loaded', { typed: loaded.text });
    const call = lastCall(typed, 'import');
    if (!call || call.failed) return notYet();
    const nameless = call.words.length < 2 && all.find(({ tags }) => tags.length === 0);
    return nameless ? mistake('no-name', { id: nameless.id.replace('sha256:', '').slice(0, 12) }) : notYet();
  },
  hints: [
    {
      ko: '`docker export`의 짝은 `docker load`가 아니라 `docker import`예요. 파일을 먼저, 새 이미지의 이름을 그다음에 써요.',
      en: 'What belongs to `docker export` is `docker import`, not `docker load`. The file first, then a name for the new image.',
    },
    {
      ko: '`docker import kitchen.tar flat:1`이에요.',
      en: 'It is `docker import kitchen.tar flat:1`.',
    },
  ],
  solution: { commands: ['docker import kitchen.tar flat:1', 'docker history flat:1'] },
  alternatives: {
    'from stdin': ['cat kitchen.tar | docker import - flat:1'],
    'with a message': ['docker image import -m flattened kitchen.tar flat:1'],
    'named afterwards': ['docker tag $(docker import kitchen.tar) flat:1'],
  },
  mistakes: {
    loaded: {
      commands: ['docker load -i kitchen.tar'],
      diagnosis: {
        ko: '`{typed}` 명령어를 엔진이 읽지 못했어요. `docker load`는 매니페스트(manifest)가 든 이미지 아카이브를 찾는데, 이 파일에는 컨테이너의 파일만 있어요. `docker import kitchen.tar flat:1` 명령어를 쳐 보세요.',
        en: 'The engine could make nothing of `{typed}`. `docker load` looks for an image archive with a manifest, and this file holds plain files of a container. Type `docker import kitchen.tar flat:1`.',
      },
    },
    'no-name': {
      commands: ['docker import kitchen.tar'],
      diagnosis: {
        ko: '이미지가 생겼지만 이름이 없는 `{id}` 이미지예요. 아카이브에는 이름도 없으니 직접 붙여야 해요. `docker tag {id} flat:1` 명령어로 이름을 붙여 보세요.',
        en: 'There is an image now, `{id}`, without a name: the archive has none to give. Name it with `docker tag {id} flat:1`.',
      },
    },
    'of-a-save': {
      commands: ['docker save -o image.tar canteen:1', 'docker import image.tar flat:1'],
      diagnosis: {
        ko: '`flat:1` 이미지의 레이어는 {layers}개이고, 그 안에 `/manifest.json`이 들어 있어요. `docker save`의 아카이브를 `import`했기 때문이에요. 오류는 없었지만 안에는 프로그램이 아니라 아카이브의 조각들이 있어서 실행할 수 없어요. `docker export`로 만든 파일을 다시 `import`해 보세요.',
        en: '`flat:1` has {layers} layer, with `/manifest.json` in it: what you imported was an archive of `docker save`. No error came, but there are pieces of an archive inside and no programs, so it cannot run. Import the file that `docker export` wrote.',
      },
    },
    'only-named': {
      commands: ['docker tag canteen:1 flat:1'],
      diagnosis: {
        ko: '`flat:1` 이름이 `canteen:1` 이미지를 가리켜요. 새 이미지가 아니라 두 번째 이름이에요. `docker import kitchen.tar flat:1` 명령어로 아카이브에서 만들어 보세요.',
        en: '`flat:1` is a second name of `canteen:1` and no new image. Make one from the archive: `docker import kitchen.tar flat:1`.',
      },
    },
  },
  missing: {
    ko: '`/menu` 파일이 든 레이어 하나로 된 `flat:1` 이미지를 찾고 있어요.',
    en: 'Looking for an image `flat:1` of a single layer, with the file `/menu` in it.',
  },
  note: {
    ko: '레이어 {layers}개짜리 이미지에서 나온 파일들이 이제 레이어 하나에 들어 있어요.',
    en: 'What came from an image of {layers} layers is in one layer now.',
  },
});
