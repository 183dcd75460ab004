import { commands, history, image } from '../../../sandbox/checks/collectors.ts';
import { homeFile, homeFiles } from '../../../sandbox/checks/home-files.ts';
import { ownFiles } from '../../../sandbox/checks/image-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { failedBuild } from '../../../sandbox/checks/typed-builds.ts';
import { base, hasList, isBuilt, list, programBytes, write } from './facts.ts';

const tag = 'desk:recipe';

export const byRecipe = defineStep({
  id: 'by-recipe',
  collect: {
    byHand: image('desk:hand'),
    handOwn: ownFiles('desk:hand', base, [list]),
    made: image(tag),
    own: ownFiles(tag, base, [list]),
    rows: history(tag),
    wanted: homeFile('~/desk/list.txt'),
    folder: homeFiles('~/desk', { maxDepth: 1 }),
    typed: commands(),
  },
  judge({ byHand, handOwn, made, own, rows, wanted, folder, typed }) {
    const failed = failedBuild(typed);
    if (failed && failed.file === undefined) {
      const names = (folder ?? []).filter(({ kind }) => kind === 'file').map(({ path }) => path);
      const other = names.find(
        (name) => /^docker[_ -]?file(\.\w+)?$/i.test(name) && !/^dockerfile$/i.test(name),
      );
      if (other !== undefined && !names.includes('Dockerfile')) return mistake('wrong-name', { name: other });
    }
    if (!made || !own) return notYet();
    if (byHand && made.id === byHand.id)
      return mistake('only-named', { image: tag, id: made.id.slice(7, 19) });
    if (!isBuilt(rows)) return mistake('committed', { image: tag });
    const isSame =
      programBytes(own) !== undefined && programBytes(own) === (programBytes(handOwn) ?? programBytes(own));
    if (!isSame || !hasList(own, wanted)) return notYet();
    return passed({ recipe: made.id.slice(7, 19), hand: byHand?.id.slice(7, 19) ?? 'desk:hand' });
  },
  hints: [
    {
      ko: '손으로 한 일을 그대로 적어요. 베이스 이미지는 `FROM`, 설치는 `RUN`, 복사는 `COPY`예요.',
      en: 'Write down what you did by hand: `FROM` for the base image, `RUN` for the installation, `COPY` for the copy.',
    },
    {
      ko: '세 줄이에요. `FROM debian:bookworm-slim`, `RUN apt-get update && apt-get install -y tree`, `COPY list.txt /list.txt`.',
      en: 'Three lines: `FROM debian:bookworm-slim`, `RUN apt-get update && apt-get install -y tree`, `COPY list.txt /list.txt`.',
    },
    {
      ko: '파일 이름은 확장자 없이 `Dockerfile`이고, `cd ~/desk` 다음에 `docker build -t desk:recipe .` 명령어로 빌드해요.',
      en: 'The file is called `Dockerfile`, with nothing behind it. After `cd ~/desk`, build with `docker build -t desk:recipe .`',
    },
  ],
  solution: {
    commands: [
      'cd ~/desk',
      write(
        'FROM debian:bookworm-slim',
        'RUN apt-get update && apt-get install -y tree',
        'COPY list.txt /list.txt',
      ),
      'docker build -t desk:recipe .',
    ],
  },
  mistakes: {
    'wrong-name': {
      commands: [
        write('FROM debian:bookworm-slim', 'COPY list.txt /list.txt'),
        'mv ~/desk/Dockerfile ~/desk/dockerfile.txt',
        'docker build -t desk:recipe ~/desk',
      ],
      diagnosis: {
        ko: '빌드가 Dockerfile을 찾지 못했어요. `~/desk` 디렉터리에는 `{name}` 파일이 있어요. 따로 말하지 않으면 빌더는 확장자 없는 `Dockerfile`이라는 이름만 찾아요. `mv ~/desk/{name} ~/desk/Dockerfile` 명령어로 이름을 바꾸고 다시 빌드해 보세요.',
        en: 'The build found no Dockerfile. In `~/desk` there is `{name}`, and unless told otherwise the builder looks for the name `Dockerfile`, with nothing behind it. Rename it with `mv ~/desk/{name} ~/desk/Dockerfile` and build again.',
      },
    },
    'only-named': {
      commands: ['docker tag desk:hand desk:recipe'],
      diagnosis: {
        ko: '`{image}` 이름이 손으로 만든 이미지 `{id}` 하나를 그대로 가리켜요. 이름만 하나 더 붙은 거예요. 이번에는 Dockerfile을 적고 `docker build`로 만들어 보세요.',
        en: 'The name `{image}` points at `{id}`, the very image that you made by hand: it is only another name. Write a Dockerfile and make it with `docker build`.',
      },
    },
    committed: {
      commands: ['docker commit desk desk:recipe'],
      diagnosis: {
        ko: '`{image}` 이미지는 커밋으로 만들어졌어요. 기록에 빌드한 흔적이 없어요. 이번에는 한 일을 Dockerfile에 적고 `docker build -t desk:recipe ~/desk` 명령어로 만들어 보세요.',
        en: 'The image `{image}` was committed: there is no trace of a build in its history. Write what you did into a Dockerfile and make it with `docker build -t desk:recipe ~/desk`.',
      },
    },
  },
  missing: {
    ko: '손으로 만든 이미지와 같은 `tree` 프로그램과 `/list.txt` 파일이 든, 빌드한 `desk:recipe` 이미지를 찾고 있어요.',
    en: 'Looking for a built image `desk:recipe` with the same `tree` and `/list.txt` as the one made by hand.',
  },
  note: {
    ko: '내용이 같아요. ID는 `{hand}` 값과 `{recipe}` 값으로 다르지만, 그것은 만든 때와 방법이 달라서예요.',
    en: 'The contents are the same. The ids differ, `{hand}` and `{recipe}`, as they were made at other times and in other ways.',
  },
});
