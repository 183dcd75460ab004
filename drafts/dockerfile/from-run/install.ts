import { commands } from '../../../sandbox/checks/collectors.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { ownFiles } from '../../../sandbox/checks/image-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { failedBuild } from '../../../sandbox/checks/typed-builds.ts';
import { instructionsOf, shown, write } from './facts.ts';

const tag = 'tools:tree';

export const install = defineStep({
  id: 'install',
  collect: {
    own: ownFiles(tag, 'debian:bookworm-slim'),
    dockerfile: homeFile('~/tools/Dockerfile'),
    typed: commands(),
  },
  judge({ own, dockerfile, typed }) {
    const program = own?.layers.flat().find(({ path, kind }) => kind === 'file' && path === '/usr/bin/tree');
    if (program) return passed({ bytes: program.sizeBytes });
    if (!failedBuild(typed)) return notYet();
    const runs = instructionsOf(dockerfile, 'RUN');
    const installing = runs.find(({ text }) => /\bapt(-get)?\s+([^&|;]*\s)?install\b/.test(text));
    if (!installing) return notYet();
    if (!runs.some(({ text }) => /\bapt(-get)?\s+([^&|;]*\s)?update\b/.test(text)))
      return mistake('no-update', { line: shown(installing) });
    const saysYes = /\s(-\w*y\w*|--yes|--assume-yes|-\w*qq\w*|-q=2)(\s|$)/.test(installing.text);
    return saysYes ? notYet() : mistake('no-yes', { line: shown(installing) });
  },
  hints: [
    {
      ko: '`apt-get install`은 설치하기 전에 “계속할까요?” 하고 물어봐요. 빌드에는 대답할 사람이 없으니, 미리 예라고 해 두는 옵션을 붙여요.',
      en: '`apt-get install` asks whether to go on. Nobody is there to answer during a build, so an option says yes beforehand.',
    },
    {
      ko: '이 이미지에는 패키지 목록이 없어요. 먼저 `apt-get update`로 받아야 하고, 두 명령어는 `&&`로 이어서 한 `RUN`에 적어요.',
      en: 'The image has no package lists. `apt-get update` fetches them first; join the two with `&&` in one `RUN`.',
    },
    {
      ko: '`FROM debian:bookworm-slim` 아래에 `RUN apt-get update && apt-get install -y tree`라고 적고 `tools:tree` 이미지로 빌드하세요.',
      en: 'Below `FROM debian:bookworm-slim` write `RUN apt-get update && apt-get install -y tree`, and build it as `tools:tree`.',
    },
  ],
  solution: {
    commands: [
      write('FROM debian:bookworm-slim', 'RUN apt-get update && apt-get install -y tree'),
      'docker build -t tools:tree ~/tools',
    ],
  },
  alternatives: {
    'two RUNs': [
      write('FROM debian:bookworm-slim', 'RUN apt-get update', 'RUN apt-get --yes install tree'),
      'docker build -t tools:tree ~/tools',
    ],
  },
  mistakes: {
    'no-update': {
      commands: [
        write('FROM debian:bookworm-slim', 'RUN apt-get install -y tree'),
        'docker build -t tools:tree ~/tools',
      ],
      diagnosis: {
        ko: '빌드가 `{line}` 줄이 있는 곳에서 실패했어요. 크기를 줄이려고 이 베이스 이미지에는 패키지 목록이 들어 있지 않아서, `apt-get`이 `tree`를 어디에서 찾아야 할지 몰라요. 앞에 `apt-get update &&`를 붙여서 다시 빌드해 보세요.',
        en: 'The build failed; this is the line in question: `{line}`. To be small, the base image holds no package lists, so `apt-get` does not know where to find `tree`. Put `apt-get update &&` in front and build again.',
      },
    },
    'no-yes': {
      commands: [
        write('FROM debian:bookworm-slim', 'RUN apt-get update', 'RUN apt-get install tree'),
        'docker build -t tools:tree ~/tools',
      ],
      diagnosis: {
        ko: '빌드가 실패했고, Dockerfile에는 `{line}` 줄이 있어요. `apt-get`은 계속할지 물어보는데 빌드의 표준 입력은 닫혀 있어서, 대답을 받지 못하고 `Abort.` 하며 그만둬요. `install` 뒤에 `-y` 옵션을 붙여서 다시 빌드해 보세요.',
        en: 'The build failed, and your Dockerfile says `{line}`. `apt-get` asks whether to go on; the standard input of a build is closed, so there is no answer, and it says `Abort.` and stops. Put `-y` behind `install` and build again.',
      },
    },
  },
  missing: {
    ko: '`debian:bookworm-slim` 이미지 위에 `tree` 패키지가 설치된 `tools:tree` 이미지를 찾고 있어요.',
    en: 'Looking for an image `tools:tree`: `debian:bookworm-slim` with the package `tree` installed.',
  },
  note: {
    ko: '이미지의 레이어에 {bytes}바이트짜리 `/usr/bin/tree` 프로그램이 들어 있어요.',
    en: 'The image’s layer has the program `/usr/bin/tree`, {bytes} bytes.',
  },
});
