import { commands } from '../../../sandbox/checks/collectors.ts';
import { failedBuildIn } from '../../../sandbox/checks/failed-builds.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { ownFiles } from '../../../sandbox/checks/image-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { instructionsOf, shown, write } from './facts.ts';

const tag = 'tools:jq';

export const install = defineStep({
  id: 'install',
  collect: {
    own: ownFiles(tag, 'debian:bookworm-slim'),
    dockerfile: homeFile('~/tools/Dockerfile'),
    typed: commands(),
  },
  judge({ own, dockerfile, typed }) {
    const program = own?.layers.flat().find(({ path, kind }) => kind === 'file' && path === '/usr/bin/jq');
    if (program) return passed({ bytes: program.sizeBytes });
    const [base, ...others] = instructionsOf(dockerfile, 'FROM');
    if (base?.words[0] !== 'debian:bookworm-slim' || others.length > 0 || !failedBuildIn('tools', typed))
      return notYet();
    const runs = instructionsOf(dockerfile, 'RUN');
    const at = runs.findIndex(({ text }) => callsOf(text, 'install').length > 0);
    const installing = runs[at];
    if (!installing) return notYet();
    const before = `${runs
      .slice(0, at)
      .map(({ text }) => text)
      .join(' && ')} && ${installing.text.split(/\binstall\b/)[0]}`;
    const line = shown(installing);
    const [words = []] = callsOf(installing.text, 'install');
    // Another package may not be found, and then nothing was asked.
    const isPlain = words.filter((word) => !word.startsWith('-')).join(' ') === 'jq';
    if (!isPlain) return notYet();
    if (callsOf(before, 'update').length === 0) return mistake('no-update', { line });
    const isAnswered = /\||assume-yes/i.test(installing.text) || words.some(saysYes);
    return isAnswered ? notYet() : mistake('no-yes', { line });
  },
  hints: [
    {
      ko: '딸려 오는 패키지가 있으면 `apt-get install`은 설치하기 전에 “계속할까요?” 하고 물어봐요. 빌드에는 대답할 사람이 없으니, 미리 예라고 해 두는 옵션을 붙여요.',
      en: '`apt-get install` asks whether to go on when other packages come along. Nobody is there to answer during a build, so an option says yes beforehand.',
    },
    {
      ko: '이 이미지에는 패키지 목록이 없어요. 먼저 `apt-get update`로 받아야 하고, 두 명령어는 `&&`로 이어서 한 `RUN`에 적어요.',
      en: 'The image has no package lists. `apt-get update` fetches them first; join the two with `&&` in one `RUN`.',
    },
    {
      ko: '`FROM debian:bookworm-slim` 아래에 `RUN apt-get update && apt-get install -y jq`라고 적고 `tools:jq` 이미지로 빌드하세요.',
      en: 'Below `FROM debian:bookworm-slim` write `RUN apt-get update && apt-get install -y jq`, and build it as `tools:jq`.',
    },
  ],
  solution: {
    commands: [
      write('FROM debian:bookworm-slim', 'RUN apt-get update && apt-get install -y jq'),
      'docker build -t tools:jq ~/tools',
    ],
  },
  alternatives: {
    'two RUNs': [
      write('FROM debian:bookworm-slim', 'RUN apt-get update', 'RUN apt-get --yes install jq'),
      'docker build -t tools:jq ~/tools',
    ],
  },
  mistakes: {
    'no-update': {
      commands: [
        write('FROM debian:bookworm-slim', 'RUN apt-get install -y jq'),
        'docker build -t tools:jq ~/tools',
      ],
      diagnosis: {
        ko: '빌드가 `{line}` 줄이 있는 곳에서 실패했어요. 크기를 줄이려고 이 베이스 이미지에는 패키지 목록이 들어 있지 않아서, `apt-get`이 `jq`를 어디에서 찾아야 할지 몰라요. 앞에 `apt-get update &&`를 붙여서 다시 빌드해 보세요.',
        en: 'The build failed; this is the line in question: `{line}`. To be small, the base image holds no package lists, so `apt-get` does not know where to find `jq`. Put `apt-get update &&` in front and build again.',
      },
    },
    'no-yes': {
      commands: [
        write('FROM debian:bookworm-slim', 'RUN apt-get update', 'RUN apt-get install jq'),
        'docker build -t tools:jq ~/tools',
      ],
      diagnosis: {
        ko: '빌드가 실패했고, Dockerfile에는 `{line}` 줄이 있어요. 딸려 오는 패키지가 있어서 `apt-get`은 계속할지 물어보는데, 빌드의 표준 입력은 닫혀 있어서, 대답을 받지 못하고 `Abort.` 하며 그만둬요. `install` 뒤에 `-y` 옵션을 붙여서 다시 빌드해 보세요.',
        en: 'The build failed, and your Dockerfile says `{line}`. Other packages come along, so `apt-get` asks whether to go on; the standard input of a build is closed, so there is no answer, and it says `Abort.` and stops. Put `-y` behind `install` and build again.',
      },
    },
  },
  missing: {
    ko: '`debian:bookworm-slim` 이미지 위에 `jq` 패키지가 설치된 `tools:jq` 이미지를 찾고 있어요.',
    en: 'Looking for an image `tools:jq`: `debian:bookworm-slim` with the package `jq` installed.',
  },
  note: {
    ko: '이미지의 레이어에 {bytes}바이트짜리 `/usr/bin/jq` 프로그램이 들어 있어요.',
    en: 'The image’s layer has the program `/usr/bin/jq`, {bytes} bytes.',
  },
});

/** The words of each `apt-get install …`, or whichever verb, without `apt-get` and the verb. */
function callsOf(text: string, verb: string): string[][] {
  return text.split(/&&|[;|\n]/).flatMap((call) => {
    const [program = '', ...words] = call.trim().split(/\s+/);
    const isApt = /^(\/usr\/bin\/)?apt(-get)?$/.test(program) && words.includes(verb);
    return isApt ? [words.filter((word) => word !== verb)] : [];
  });
}

/** `-y`, and `-qq`, which implies it. */
function saysYes(word: string): boolean {
  return /^(-\w*y\w*|--yes|-\w*qq\w*|-q=2)$/.test(word);
}
