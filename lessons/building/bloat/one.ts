import { buildRecord } from '../../../sandbox/checks/build-record.ts';
import { commands } from '../../../sandbox/checks/collectors.ts';
import { readDockerfile } from '../../../sandbox/checks/dockerfile-facts.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { ownFiles } from '../../../sandbox/checks/image-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { failedBuild } from '../../../sandbox/checks/typed-builds.ts';
import { base, heavyBytes, megabytes, runSteps } from './facts.ts';

const made = 'bloat:one';
const dockerfile = (...runs: string[]) =>
  `cat > Dockerfile <<'EOF'\nFROM debian:bookworm-slim\n${runs.join('\n')}\nEOF`;
const joined = 'RUN mkdir /test \\\n && fallocate -l 100m /test/dummy \\\n && rm /test/dummy';

export const oneLayer = defineStep({
  id: 'one',
  collect: {
    baseRows: buildRecord(base),
    rows: buildRecord(made),
    own: ownFiles(made, base),
    dockerfile: homeFile('~/bloat/Dockerfile'),
    typed: commands(),
  },
  judge({ baseRows, rows, own, dockerfile, typed }) {
    if (failedBuild(typed)) {
      const command = dockerfile.kind === 'text' ? runTogether(dockerfile.text) : undefined;
      return command === undefined ? notYet() : mistake('no-and', { command });
    }
    const steps = runSteps(baseRows, rows, own);
    if (!steps) return notYet();
    const allocating = steps.find(({ allocates }) => allocates);
    if (!allocating) return mistake('left-out');
    if (allocating.bytes < heavyBytes) return allocating.removes ? passed() : notYet();
    const isRemovedLater = steps.slice(steps.indexOf(allocating) + 1).some(({ removes }) => removes);
    const values = { size: megabytes(allocating.bytes) };
    return mistake(isRemovedLater ? 'later-rm' : 'never-removed', values);
  },
  hints: [
    {
      ko: '레이어는 `RUN` 하나가 끝날 때 굳어요. 파일을 만들고 지우는 일이 같은 `RUN` 안에서 끝나면, 굳을 때에는 파일이 없어요.',
      en: 'A layer is set when its `RUN` ends. If the file is made and removed within one `RUN`, it is not there when the layer is set.',
    },
    {
      ko: '세 명령어를 `&&`로 이으면 `RUN` 하나가 돼요. 줄을 나누려면 줄 끝에 `\\`를 쓰고, 다음 줄을 `&&`로 시작하세요. 고칠 때는 `nano Dockerfile`을 쓰고, Ctrl+O와 Enter로 저장하고, Ctrl+X로 나와요.',
      en: 'With `&&` the three commands become one `RUN`. To break lines, end a line with `\\` and begin the next with `&&`. Edit with `nano Dockerfile`; Ctrl+O and Enter saves, Ctrl+X leaves.',
    },
  ],
  solution: {
    commands: ['cd ~/bloat', dockerfile(joined), 'docker build -t bloat:one .', 'docker history bloat:one'],
  },
  alternatives: {
    'one long line': [
      'cd ~/bloat',
      dockerfile('RUN mkdir /test && fallocate -l 100m /test/dummy && rm /test/dummy'),
      'docker build -q -t bloat:one .',
    ],
    'the folder apart': [
      'cd ~/bloat',
      dockerfile('RUN mkdir /test', 'RUN fallocate -l 100m /test/dummy && rm -f /test/dummy'),
      'docker build -q -t bloat:one .',
    ],
    'a here-document': [
      'cd ~/bloat',
      `printf 'FROM debian:bookworm-slim\\nRUN <<E\\nmkdir /test\\nfallocate -l 100m /test/dummy\\nrm /test/dummy\\nE\\n' > Dockerfile`,
      'docker build -q -t bloat:one .',
    ],
    'after a wrong one': [
      'cd ~/bloat && docker build -q -t bloat:one .',
      dockerfile(joined),
      'docker build -q -t bloat:one .',
    ],
  },
  mistakes: {
    'no-and': {
      commands: [
        'cd ~/bloat',
        dockerfile('RUN mkdir /test \\\n fallocate -l 100m /test/dummy \\\n rm /test/dummy'),
        'docker build -t bloat:one .',
      ],
      diagnosis: {
        ko: '빌드가 실패했어요. 셸이 받은 것은 `{command}` 명령어 하나였어요. 줄 끝의 `\\`는 줄을 이어 붙이기만 해서, 뒤에 오는 명령어가 모두 첫 명령어에 준 말이 돼요. 새 명령어가 시작하는 자리마다 앞에 `&&`를 붙여 보세요.',
        en: 'The build failed. What the shell got is one command, `{command}`. A `\\` at the end of a line only joins the lines, so the commands that follow became words of the first. Put `&&` in front of each new command.',
      },
    },
    'later-rm': {
      commands: ['cd ~/bloat', 'docker build -t bloat:one .'],
      diagnosis: {
        ko: '`bloat:one` 이미지에는 {size}짜리 레이어가 그대로 있어요. `fallocate`를 실행한 `RUN`이 끝나면서 레이어가 굳었고, 그다음 `RUN`의 `rm`은 그 위에서 파일을 가리기만 해요. 두 명령어를 `&&`로 이어 `RUN` 하나로 만들고 다시 빌드해 보세요.',
        en: '`bloat:one` still has a layer of {size}. When the `RUN` with `fallocate` ended, its layer was set, and the `rm` of the next `RUN` only hides the file. Join the two with `&&` into one `RUN` and build again.',
      },
    },
    'never-removed': {
      commands: [
        'cd ~/bloat',
        dockerfile('RUN mkdir /test && fallocate -l 100m /test/dummy'),
        'docker build -t bloat:one .',
      ],
      diagnosis: {
        ko: '`bloat:one` 이미지의 레이어 하나에 {size}만큼의 파일이 있어요. 그 `RUN`이 파일을 만들기만 하고 지우지 않았어요. 같은 `RUN`의 끝에 `&& rm /test/dummy`를 이어 보세요.',
        en: 'One layer of `bloat:one` holds {size}: that `RUN` makes the file and does not remove it. Add `&& rm /test/dummy` at the end of the same `RUN`.',
      },
    },
    'left-out': {
      commands: [
        'cd ~/bloat',
        dockerfile('RUN mkdir /test && rm -f /test/dummy'),
        'docker build -t bloat:one .',
      ],
      diagnosis: {
        ko: '`bloat:one` 이미지의 기록에 `fallocate`가 없어요. 작아지기는 했지만 하던 일을 빼 버린 거예요. 실제로는 컴파일러나 내려받은 압축 파일처럼 빌드하는 동안 꼭 필요한 것이라고 생각해 보세요. 만드는 명령어는 그대로 두고, 같은 `RUN` 안에서 지우세요.',
        en: 'The record of `bloat:one` has no `fallocate`. The image is small, but only because part of the work was left out. Think of the file as something that the build really needs, such as a compiler or a download. Keep the command, and remove the file within the same `RUN`.',
      },
    },
  },
  missing: {
    ko: '`fallocate`와 `rm`이 `RUN` 하나에 들어 있고 큰 레이어가 없는 `bloat:one` 이미지를 찾고 있어요.',
    en: 'Looking for an image `bloat:one` with `fallocate` and `rm` in one `RUN`, and no big layer.',
  },
  note: {
    ko: '같은 일을 했는데 큰 레이어가 없어요.',
    en: 'The same work was done, and there is no big layer.',
  },
});

/** Commands of a RUN that nothing stands between, as the shell got them. */
function runTogether(text: string): string | undefined {
  return readDockerfile(text)
    .instructions.filter(({ keyword, text: shell }) => keyword === 'RUN' && !shell.includes('<<'))
    .flatMap(({ text: shell }) => shell.replace(/\\\s*\n/g, ' ').split(/&&|\|\||;/))
    .map((command) => command.replace(/\s+/g, ' ').trim())
    .find((command) => /^(mkdir|fallocate)\s.*\s(fallocate|rm)\s/.test(command));
}
