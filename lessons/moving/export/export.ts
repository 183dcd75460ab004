import { archives, holdsFile } from '../../../sandbox/checks/archives.ts';
import { commands } from '../../../sandbox/checks/collectors.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { hasTarget, lastCall, menu, origin } from './facts.ts';

export const exportBox = defineStep({
  id: 'export',
  collect: { files: archives(), typed: commands() },
  judge({ files, typed }) {
    const exported = files.find((each) => holdsFile(each, menu));
    if (exported) return passed({ file: exported.path });
    const saved = files.find(({ images }) => images?.some(({ tags }) => tags.includes(origin)));
    if (saved) return mistake('saved', { file: saved.path });
    const call = lastCall(typed, 'export');
    if (!call?.failed) return notYet();
    if (call.words.includes(origin)) return mistake('image-name', { typed: call.text });
    return hasTarget(call) || call.words.length === 0 ? notYet() : mistake('no-file', { typed: call.text });
  },
  hints: [
    {
      ko: '`docker save`는 이미지를, `docker export`는 컨테이너를 받아요. 파일은 똑같이 `-o` 뒤에 써요.',
      en: '`docker save` takes an image, `docker export` a container. The file goes behind `-o` in both.',
    },
    {
      ko: '`docker export -o kitchen.tar kitchen`이에요.',
      en: 'It is `docker export -o kitchen.tar kitchen`.',
    },
  ],
  solution: { commands: ['docker export -o kitchen.tar kitchen'] },
  alternatives: {
    'by the shell': ['docker container export kitchen > flat.tar'],
    compressed: ['docker export kitchen | gzip > kitchen.tar.gz'],
  },
  mistakes: {
    'image-name': {
      commands: ['docker export -o kitchen.tar canteen:1'],
      diagnosis: {
        ko: '`{typed}` 명령어에 쓴 이름은 이미지의 이름이에요. `docker export`는 컨테이너의 파일 시스템을 내보내는 명령어라서, 엔진이 그런 컨테이너는 없다고 답했어요. 컨테이너의 이름 `kitchen`을 써 보세요.',
        en: 'The name in `{typed}` is an image’s. `docker export` writes out the file system of a container, so the engine answered that there is no such container. Use the container’s name, `kitchen`.',
      },
    },
    'no-file': {
      commands: ['docker export kitchen'],
      diagnosis: {
        ko: '`{typed}` 명령어에는 어느 파일에 쓸지가 없어요. 클라이언트가 아카이브를 화면에 쏟지 않으려고 거절했어요. `-o kitchen.tar`를 붙여 보세요.',
        en: '`{typed}` does not say which file to write, and the client refused to pour an archive onto the screen. Add `-o kitchen.tar`.',
      },
    },
    saved: {
      commands: ['docker save -o kitchen.tar canteen:1'],
      diagnosis: {
        ko: '`{file}` 파일은 `docker save`로 만든 것이고, `canteen:1` 이미지가 들어 있어요. 컨테이너에서 생긴 `/menu` 파일은 이미지에 없으니 여기에도 없어요. `docker export`로 `kitchen` 컨테이너를 내보내 보세요.',
        en: '`{file}` comes from `docker save`, with the image `canteen:1` in it. The file `/menu` was made in the container and is not in the image, so it is not in here either. Use `docker export` on the container `kitchen`.',
      },
    },
  },
  missing: {
    ko: '홈 디렉터리에서, `kitchen` 컨테이너의 `/menu` 파일이 든 파일 시스템 아카이브를 찾고 있어요.',
    en: 'Looking in your home for an archive of a file system with `/menu` of the container `kitchen` in it.',
  },
  note: {
    ko: '`{file}` 파일에 컨테이너의 파일 시스템이 들어 있어요.',
    en: '`{file}` holds the file system of the container.',
  },
});
