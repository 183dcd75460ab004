import { commands, containersOf, image } from '../../../sandbox/checks/collectors.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { dockerCalls, operands, runOptionsWithValue } from '../../../sandbox/checks/typed-docker.ts';
import { brokenList, isSame, shellLine, write } from './facts.ts';
import { quotesText, removedItselfText } from './texts.ts';

const tag = 'say:entry';

export const entrypoint = defineStep({
  id: 'entrypoint',
  collect: { made: image(tag), boxes: containersOf(tag), typed: commands() },
  judge({ made, boxes, typed }) {
    if (!made || made.config.entrypoint.length === 0) return notYet();
    const { config } = made;
    const broken = brokenList(config.entrypoint);
    if (broken !== undefined) return mistake('quotes', { instruction: 'ENTRYPOINT', line: broken });
    const brokenDefault = brokenList(config.cmd);
    if (brokenDefault !== undefined) return mistake('quotes', { instruction: 'CMD', line: brokenDefault });
    // What removes itself is there or not, as a check happens to come.
    const lasting = boxes.filter(({ autoRemove }) => !autoRemove);
    const given = lasting.find(
      (box) =>
        isSame(box.config.entrypoint, config.entrypoint) &&
        box.config.cmd.length > 0 &&
        !isSame(box.config.cmd, config.cmd),
    );
    const line = shellLine(config.entrypoint);
    // A line with a variable may print what it was given all the same.
    if (given && line !== undefined)
      return line.includes('$')
        ? notYet()
        : mistake('shell-form', { line, words: given.config.cmd.join(' ') });
    if (given) return passed({ whole: [...given.config.entrypoint, ...given.config.cmd].join(' ') });
    const last = typed.at(-1);
    const run = dockerCalls(last?.text ?? '').findLast(([verb]) => verb === 'run') ?? [];
    const [name, ...words] = operands(run.slice(1), runOptionsWithValue);
    const hasGone =
      line === undefined &&
      lasting.length === boxes.length &&
      last?.exitCode === 0 &&
      run.includes('--rm') &&
      name === tag &&
      words.length > 0;
    return hasGone ? mistake('removed-itself', { words: words.join(' ') }) : notYet();
  },
  hints: [
    {
      ko: '`ENTRYPOINT`에 `echo hello`를, `CMD`에 `world`를 목록으로 적으세요. 둘 다 대괄호와 큰따옴표를 써요.',
      en: 'Write `echo hello` in `ENTRYPOINT` and `world` in `CMD`, both as lists: brackets and double quotes.',
    },
    {
      ko: 'Dockerfile은 `FROM busybox:1.35`, `ENTRYPOINT ["echo", "hello"]`, `CMD ["world"]` 세 줄이고, 이미지 이름은 `say:entry`예요.',
      en: 'Three lines: `FROM busybox:1.35`, `ENTRYPOINT ["echo", "hello"]`, `CMD ["world"]`. The image is called `say:entry`.',
    },
    {
      ko: '빌드한 다음 `docker run say:entry drydock`처럼 이미지 이름 뒤에 낱말을 적어 보세요.',
      en: 'When it is built, put a word behind the image’s name: `docker run say:entry drydock`.',
    },
  ],
  solution: {
    commands: [
      write('FROM busybox:1.35', 'ENTRYPOINT ["echo", "hello"]', 'CMD ["world"]'),
      'docker build -t say:entry ~/say',
      'docker run say:entry drydock',
    ],
  },
  alternatives: {
    'without a CMD, another program': [
      write('FROM busybox:1.35', 'ENTRYPOINT ["ls"]'),
      'docker build -t say:entry ~/say',
      'docker run -it say:entry -l /bin',
    ],
    'after the shell form': [
      write('FROM busybox:1.35', 'ENTRYPOINT echo hello'),
      'docker build -t say:entry ~/say',
      'docker run say:entry drydock',
      write('FROM busybox:1.35', 'ENTRYPOINT ["echo", "hello"]'),
      'docker build -t say:entry ~/say',
      'docker run say:entry drydock',
    ],
  },
  mistakes: {
    'shell-form': {
      commands: [
        write('FROM busybox:1.35', 'ENTRYPOINT echo hello'),
        'docker build -t say:entry ~/say',
        'docker run say:entry drydock',
      ],
      diagnosis: {
        ko: '컨테이너에 `{words}` 인자를 주었지만 출력에는 나오지 않았어요. 이미지의 ENTRYPOINT가 셸 형식이라서 `/bin/sh -c` 뒤의 `{line}` 줄만 실행되고, 뒤에 붙은 낱말은 셸이 받아서 버려요. `ENTRYPOINT ["echo", "hello"]`처럼 목록으로 적어서 다시 빌드해 보세요.',
        en: 'You gave the container `{words}`, and none of it was printed. The image’s ENTRYPOINT is in the shell form: `/bin/sh -c` runs the line `{line}`, and what is appended reaches the shell, which drops it. Write it as a list, `ENTRYPOINT ["echo", "hello"]`, and build again.',
      },
    },
    quotes: {
      commands: [
        `cat > ~/say/Dockerfile <<'EOF'\nFROM busybox:1.35\nENTRYPOINT [“echo”, “hello”]\nEOF`,
        'docker build -t say:entry ~/say',
      ],
      diagnosis: quotesText,
    },
    'removed-itself': {
      commands: [
        write('FROM busybox:1.35', 'ENTRYPOINT ["echo", "hello"]', 'CMD ["world"]'),
        'docker build -t say:entry ~/say',
        'docker run --rm say:entry drydock',
      ],
      diagnosis: removedItselfText,
    },
  },
  missing: {
    ko: '목록 형식의 `ENTRYPOINT`가 있는 `say:entry` 이미지와, 그 이미지에 인자를 주어 만든 컨테이너를 찾고 있어요.',
    en: 'Looking for an image `say:entry` with an `ENTRYPOINT` in the form of a list, and a container of it that was given arguments.',
  },
  note: {
    ko: '컨테이너가 실행한 것은 `{whole}` 명령어예요. 여러분의 낱말이 ENTRYPOINT 뒤에 붙었어요.',
    en: 'The container ran `{whole}`: your words were appended to the ENTRYPOINT.',
  },
});
