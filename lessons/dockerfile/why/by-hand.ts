import { containersOf, history, image } from '../../../sandbox/checks/collectors.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { hasChanged } from '../../../sandbox/checks/image-facts.ts';
import { ownFiles } from '../../../sandbox/checks/image-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { base, hasList, isBuilt, list, program, programBytes, write } from './facts.ts';

const tag = 'desk:hand';

export const byHand = defineStep({
  id: 'by-hand',
  collect: {
    made: image(tag),
    own: ownFiles(tag, base, [list]),
    rows: history(tag),
    boxes: containersOf(base),
    wanted: homeFile('~/desk/list.txt'),
  },
  judge({ made, own, rows, boxes, wanted }) {
    if (!made || !own) return notYet();
    if (isBuilt(rows)) return mistake('built', { image: tag });
    const [isInstalled, isListed] = [programBytes(own) !== undefined, hasList(own, wanted)];
    if (isInstalled && isListed) return passed({ layers: own.layers.length });
    const absent = isInstalled ? list : program;
    const later = boxes.find(({ changes }) => hasChanged(changes, absent));
    return later ? mistake('too-early', { image: tag, path: absent, container: later.name }) : notYet();
  },
  hints: [
    {
      ko: '순서는 띄우기, 설치하기, 복사하기, 커밋하기예요. `docker run -it --name desk debian:bookworm-slim bash`로 셸에 들어가서 설치하세요.',
      en: 'The order: run, install, copy, commit. `docker run -it --name desk debian:bookworm-slim bash` gives you a shell to install in.',
    },
    {
      ko: '셸 안에서 `apt-get update`와 `apt-get install -y tree`를 실행하고 `exit`로 나와요. 그다음 `docker cp ~/desk/list.txt desk:/list.txt`예요.',
      en: 'In that shell: `apt-get update`, then `apt-get install -y tree`, then `exit`. After that `docker cp ~/desk/list.txt desk:/list.txt`.',
    },
    {
      ko: '모두 끝난 다음에 `docker commit desk desk:hand` 명령어로 커밋해요.',
      en: 'When all of it is done, commit: `docker commit desk desk:hand`.',
    },
  ],
  solution: {
    commands: [
      'docker run -it --name desk debian:bookworm-slim bash',
      'apt-get update && apt-get install -y tree',
      'exit',
      'docker cp ~/desk/list.txt desk:/list.txt',
      'docker commit desk desk:hand',
    ],
  },
  alternatives: {
    'one command, the file first, a commit that starts bash': [
      'docker create --name other debian:bookworm-slim sh -c "apt-get update && apt-get -qq install tree"',
      'docker cp ~/desk/list.txt other:/',
      'docker start -a other',
      `docker container commit --change 'CMD ["bash"]' other desk:hand`,
    ],
  },
  mistakes: {
    'too-early': {
      commands: [
        'docker create --name desk debian:bookworm-slim',
        'docker commit desk desk:hand',
        'docker cp ~/desk/list.txt desk:/list.txt && docker cp /usr/bin/tree desk:/usr/bin/tree',
      ],
      diagnosis: {
        ko: '`{image}` 이미지에는 `{path}` 파일이 없는데, `{container}` 컨테이너에는 지금 있어요. 커밋한 다음에 바뀐 거예요. 커밋은 그 순간의 쓰기 레이어를 찍은 사진이라서 나중에 바뀐 것은 따라오지 않아요. 빠진 것을 모두 넣고 같은 이름으로 다시 커밋해 보세요.',
        en: 'The image `{image}` has no `{path}`, and the container `{container}` has it now: it came after the commit. A commit is a picture of the writable layer at that moment, and what changes later does not follow. When everything is in, commit again under the same name.',
      },
    },
    built: {
      commands: [
        write('FROM debian:bookworm-slim', 'COPY list.txt /list.txt'),
        'docker build -t desk:hand ~/desk',
      ],
      diagnosis: {
        ko: '`{image}` 이미지는 커밋이 아니라 빌드로 만들어졌어요. 빌드는 다음 단계에서 해요. 견주어 보려면 이번에는 컨테이너를 손으로 바꾸고 커밋해 보세요.',
        en: 'The image `{image}` was built, not committed. Building is the next step; to have something to compare with, change a container by hand this time and commit it.',
      },
    },
  },
  missing: {
    ko: '`tree` 패키지와 `/list.txt` 파일이 든, 커밋으로 만든 `desk:hand` 이미지를 찾고 있어요.',
    en: 'Looking for a committed image `desk:hand` with the package `tree` and your `/list.txt`.',
  },
  note: {
    ko: '손으로 한 일이 모두 한 번에 커밋되어, 이미지의 자기 레이어는 {layers}개예요.',
    en: 'All that you did by hand was committed at once. Layers of the image’s own: {layers}.',
  },
});
