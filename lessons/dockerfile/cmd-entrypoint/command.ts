import { commands, containersOf, image } from '../../../sandbox/checks/collectors.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { dockerCalls, operands, runOptionsWithValue } from '../../../sandbox/checks/typed-docker.ts';
import { brokenList, isSame, write } from './facts.ts';
import { quotesText, removedItselfText } from './texts.ts';

const tag = 'say:cmd';

export const command = defineStep({
  id: 'command',
  collect: { base: image('busybox:1.35'), made: image(tag), boxes: containersOf(tag), typed: commands() },
  judge({ base, made, boxes, typed }) {
    if (!base || !made) return notYet();
    const { cmd, entrypoint } = made.config;
    const broken = brokenList(cmd);
    if (broken !== undefined) return mistake('quotes', { instruction: 'CMD', line: broken });
    if (entrypoint.length > 0 || isSame(cmd, base.config.cmd)) return notYet();
    // What removes itself is there or not, as a check happens to come.
    const lasting = boxes.filter(({ autoRemove }) => !autoRemove);
    const replaced = lasting.find(
      ({ config }) => config.cmd.length > 0 && config.entrypoint.length === 0 && !isSame(config.cmd, cmd),
    );
    if (replaced) return passed({ cmd: cmd.join(' '), other: replaced.config.cmd.join(' ') });
    const last = typed.at(-1);
    const run = dockerCalls(last?.text ?? '').findLast(([verb]) => verb === 'run') ?? [];
    const [name, ...words] = operands(run.slice(1), runOptionsWithValue);
    const hasGone =
      lasting.length === boxes.length &&
      last?.exitCode === 0 &&
      run.includes('--rm') &&
      name === tag &&
      words.length > 0;
    return hasGone ? mistake('removed-itself', { words: words.join(' ') }) : notYet();
  },
  hints: [
    {
      ko: 'Dockerfile은 `FROM busybox:1.35`와 `CMD ["echo", "hello"]` 두 줄이에요. 따옴표는 곧은 큰따옴표(`"`)예요.',
      en: 'The Dockerfile has two lines: `FROM busybox:1.35` and `CMD ["echo", "hello"]`. The quotes are straight double ones (`"`).',
    },
    {
      ko: '`docker build -t say:cmd .` 명령어로 빌드한 다음, `docker run say:cmd whoami`처럼 이미지 이름 뒤에 다른 명령어를 적어 보세요.',
      en: 'Build with `docker build -t say:cmd .`, then write another command behind the image’s name: `docker run say:cmd whoami`.',
    },
  ],
  solution: {
    commands: [
      'cd ~/say',
      write('FROM busybox:1.35', 'CMD ["echo", "hello"]'),
      'docker build -t say:cmd .',
      'docker run say:cmd whoami',
    ],
  },
  alternatives: {
    'other words, made and not started': [
      write('FROM busybox:1.35', 'CMD ["printf", "good day\\n"]'),
      'docker build -t say:cmd ~/say',
      'docker container create say:cmd ls /',
    ],
    'the shell form': [
      write('FROM busybox:1.35', 'CMD echo hello'),
      'docker build -t say:cmd ~/say',
      'docker run --name other say:cmd echo bye',
      'docker rm other && docker run say:cmd echo bye',
    ],
  },
  mistakes: {
    quotes: {
      commands: [
        `cat > ~/say/Dockerfile <<'EOF'\nFROM busybox:1.35\nCMD ['echo', 'hello']\nEOF`,
        'docker build -t say:cmd ~/say',
      ],
      diagnosis: quotesText,
    },
    'removed-itself': {
      commands: [
        write('FROM busybox:1.35', 'CMD ["echo", "hello"]'),
        'docker build -t say:cmd ~/say',
        'docker run --rm say:cmd whoami',
      ],
      diagnosis: removedItselfText,
    },
  },
  missing: {
    ko: '`CMD`가 있는 `say:cmd` 이미지와, 그 이미지로 만들었지만 다른 명령어를 실행한 컨테이너를 찾고 있어요.',
    en: 'Looking for an image `say:cmd` with a `CMD`, and a container made from it that ran another command.',
  },
  note: {
    ko: '이미지의 CMD는 `{cmd}` 명령어이고, 여러분의 컨테이너는 그 대신 `{other}` 명령어를 실행했어요.',
    en: 'The image’s CMD is `{cmd}`; your container ran `{other}` in its place.',
  },
});
