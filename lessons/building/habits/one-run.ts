import { buildRecord } from '../../../sandbox/checks/build-record.ts';
import { commands } from '../../../sandbox/checks/collectors.ts';
import { findOddCharacters } from '../../../sandbox/checks/dockerfile-facts.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { ownFiles } from '../../../sandbox/checks/image-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { failedBuild } from '../../../sandbox/checks/typed-builds.ts';
import { aptRows, aptSlip, base, firstMissing, packageList, sortedLines } from './facts.ts';

const made = 'tools:1';
export const dockerfile = (...lines: string[]) =>
  `cat > Dockerfile <<'EOF'\nFROM debian:bookworm-slim\n${lines.join('\n')}\nEOF`;
export const tidy = `RUN apt-get update \\
 && apt-get install -y --no-install-recommends \\
      bc \\
      less \\
      tree \\
 && rm -rf /var/lib/apt/lists/*`;
const build = 'docker build -t tools:1 .';

export const oneRun = defineStep({
  id: 'one-run',
  collect: {
    baseRows: buildRecord(base),
    rows: buildRecord(made),
    own: ownFiles(made, base),
    dockerfile: homeFile('~/tools/Dockerfile'),
    typed: commands(),
  },
  judge({ baseRows, rows, own, dockerfile, typed }) {
    if (failedBuild(typed)) {
      if (dockerfile.kind !== 'text') return notYet();
      const won = findOddCharacters(dockerfile.text).find(({ kind }) => kind === 'won');
      if (won) return mistake('won', { line: won.line, character: won.character });
      const found = aptSlip(dockerfile);
      return found ? mistake(found.slip, { command: found.command }) : notYet();
    }
    if (!baseRows || !rows || !own) return notYet();
    const apt = aptRows(baseRows, rows);
    if (apt.length > 1) return mistake('several-runs', { runs: apt.length });
    const list = packageList(own);
    if (list !== undefined) return mistake('lists-left', { path: list });
    if (apt.length === 0 || firstMissing(own) !== undefined) return notYet();
    return sortedLines(dockerfile) ? passed() : mistake('not-sorted');
  },
  hints: [
    {
      ko: '`RUN` 하나에 세 가지 일이 `&&`로 이어져요. 목록 받기(`apt-get update`), 설치(`apt-get install -y`), 목록 지우기(`rm -rf /var/lib/apt/lists/*`)예요.',
      en: 'One `RUN` does three things, joined by `&&`: get the lists (`apt-get update`), install (`apt-get install -y`), remove the lists (`rm -rf /var/lib/apt/lists/*`).',
    },
    {
      ko: '패키지는 한 줄에 하나씩 `bc \\`, `less \\`, `tree \\` 순서로 적고, 다음 줄을 `&& rm`으로 시작하세요. 이어지는 줄의 끝에는 빠짐없이 `\\`가 있어야 해요.',
      en: 'Write one package a line, `bc \\`, `less \\`, `tree \\`, and begin the next line with `&& rm`. Each line that goes on needs its `\\`.',
    },
  ],
  solution: { commands: ['cd ~/tools', dockerfile(tidy), build] },
  alternatives: {
    'with apt, and a semicolon': [
      'cd ~/tools',
      dockerfile(
        'RUN set -e; apt-get -qq update; \\\n apt-get -qq install \\\n bc \\\n less \\\n tree; \\\n rm -r /var/lib/apt/lists/*',
      ),
      build,
    ],
  },
  mistakes: {
    won: {
      commands: ['cd ~/tools', dockerfile('RUN apt-get update ₩\n && apt-get install -y bc'), build],
      diagnosis: {
        ko: 'Dockerfile의 {line}번째 줄에 `{character}` 글자가 있어요. 한글 글꼴에서는 역슬래시와 원화 기호가 같은 모양으로 보이기도 하지만 서로 다른 글자예요. Docker는 줄이 이어지는 줄 모르고 다음 줄을 새 지시어로 읽어서 `unknown instruction` 오류를 냈어요. 그 자리에 역슬래시(`\\`)를 넣어 보세요.',
        en: 'Line {line} of the Dockerfile has the character `{character}`. In Korean fonts it can look just like a backslash, but it is another character. So Docker did not know that the line goes on, took the next one for a new instruction, and said `unknown instruction`. Put a backslash there (`\\`).',
      },
    },
    'no-and': {
      commands: ['cd ~/tools', dockerfile('RUN apt-get update \\\n apt-get install -y bc less tree'), build],
      diagnosis: {
        ko: '빌드가 실패했어요. 셸이 받은 것은 `{command}` 명령어 하나였어요. 줄 끝의 `\\`는 줄을 이어 붙이기만 하니까, 다음 줄의 명령어가 앞 명령어에 준 말이 되어 버렸어요. 명령어가 새로 시작하는 줄 앞에 `&&`를 붙여 보세요.',
        en: 'The build failed. What the shell got is one command, `{command}`. A `\\` at the end only joins the lines, so the command on the next line became words of the one before. Put `&&` in front of each line on which a new command begins.',
      },
    },
    'no-yes': {
      commands: ['cd ~/tools', dockerfile('RUN apt-get update && apt-get install bc less tree'), build],
      diagnosis: {
        ko: '빌드가 실패했고, `{command}` 명령어에 `-y` 옵션이 없어요. `apt-get install`은 계속할지 묻는데, 빌드에서는 대답할 사람이 없어요. `-y` 옵션으로 미리 대답해 두세요.',
        en: 'The build failed, and `{command}` has no `-y`. `apt-get install` asks whether to go on, and in a build there is nobody to answer. Answer beforehand, with `-y`.',
      },
    },
    'several-runs': {
      commands: [
        'cd ~/tools',
        dockerfile('RUN apt-get update', 'RUN apt-get install -y bc less tree'),
        build,
      ],
      diagnosis: {
        ko: '`tools:1` 이미지의 기록에 apt를 쓴 `RUN`이 {runs}개 있어요. 따로 있으면 `update`가 캐시에서 나와 오래된 목록으로 설치할 수 있고, 목록을 나중에 지워도 크기가 줄지 않아요. `&&`로 이어 `RUN` 하나로 만들고 다시 빌드해 보세요.',
        en: 'In the record of `tools:1` there are {runs} `RUN` with apt. Kept apart, `update` may come from the cache and old lists be used, and removing the lists later does not save any room. Join them by `&&` into one `RUN` and build again.',
      },
    },
    'lists-left': {
      commands: [
        'cd ~/tools',
        dockerfile('RUN apt-get update \\\n && apt-get install -y \\\n bc \\\n less \\\n tree'),
        build,
      ],
      diagnosis: {
        ko: '이미지의 레이어에 `{path}` 같은 패키지 목록이 남아 있어요. 설치가 끝나면 쓸 일이 없는데 몇십 MB를 차지해요. 같은 `RUN`의 끝에 `&& rm -rf /var/lib/apt/lists/*`를 이어 보세요.',
        en: 'A layer of the image still has package lists such as `{path}`. Nobody needs them after the installation, and they take up many megabytes. Add `&& rm -rf /var/lib/apt/lists/*` at the end of the same `RUN`.',
      },
    },
    'not-sorted': {
      commands: [
        'cd ~/tools',
        dockerfile('RUN apt-get update && apt-get install -y tree less bc && rm -rf /var/lib/apt/lists/*'),
        build,
      ],
      diagnosis: {
        ko: '이미지는 훌륭해요. 남은 것은 읽기 좋게 쓰는 일이에요. 패키지를 한 줄에 하나씩, 가나다(ABC) 순서로 적어 보세요. 그러면 같은 패키지를 두 번 적는 일이 없고, 무엇이 늘고 줄었는지 한눈에 보여요.',
        en: 'The image is fine. What is left is to make the file good to read: one package a line, sorted by the alphabet. Then nothing gets listed twice, and what was added or removed is plain to see.',
      },
    },
  },
  missing: {
    ko: '`RUN` 하나로 `bc`, `less`, `tree` 패키지를 설치하고 목록을 지운 `tools:1` 이미지, 그리고 패키지가 한 줄에 하나씩 차례대로 적힌 Dockerfile을 찾고 있어요.',
    en: 'Looking for `tools:1`, with `bc`, `less` and `tree` installed and the lists removed by one `RUN`, and for a Dockerfile with one package a line, sorted.',
  },
});
