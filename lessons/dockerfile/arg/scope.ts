import { history } from '../../../sandbox/checks/collectors.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { ownFiles } from '../../../sandbox/checks/image-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { argsAround, base, runs, valueIn, write } from './facts.ts';

const path = '/base';
const tag = 'greet:scope';

export const scope = defineStep({
  id: 'scope',
  collect: {
    rows: history(tag),
    own: ownFiles(tag, base, [path]),
    dockerfile: homeFile('~/greet/Dockerfile'),
  },
  judge({ rows, own, dockerfile }) {
    const text = own?.texts[path];
    const row = runs(rows).find(({ command }) => command.includes(path));
    if (text === undefined || !row) return notYet();
    const around = argsAround(dockerfile);
    const [name] = around?.above ?? [];
    // Without the file, or with one of another name, the image speaks for itself.
    if (around && name === undefined) return notYet();
    const version = name === undefined ? row.given : (valueIn(row, name) ?? '');
    if (version.includes('1.35') && text.includes('1.35')) return passed({ text: text.trim() });
    const isEmpty = name !== undefined && !around?.below.includes(name) && row.command.includes(`$`);
    return isEmpty && !text.includes('1.35') ? mistake('empty', { name, text: text.trim() }) : notYet();
  },
  hints: [
    {
      ko: '`FROM` 위의 `ARG`는 `FROM` 줄에서만 쓸 수 있어요. `FROM` 아래에서 쓰려면 아래에서 한 번 더 “받겠다”고 적어야 해요.',
      en: 'An `ARG` above `FROM` counts for the `FROM` line only. To use it below, say once more, below, that you take it.',
    },
    {
      ko: '`FROM` 바로 아래에 `ARG TAG`라고만 적으세요. 기본값은 위에서 이어받아요.',
      en: 'Write just `ARG TAG` right below `FROM`. It takes the default over from above.',
    },
    {
      ko: '네 줄이에요. `ARG TAG=1.35`, `FROM busybox:$TAG`, `ARG TAG`, `RUN echo "busybox $TAG" > /base`.',
      en: 'Four lines: `ARG TAG=1.35`, `FROM busybox:$TAG`, `ARG TAG`, `RUN echo "busybox $TAG" > /base`.',
    },
  ],
  solution: {
    commands: [
      write('ARG TAG=1.35', 'FROM busybox:$TAG', 'ARG TAG', 'RUN echo "busybox $TAG" > /base'),
      'docker build -t greet:scope ~/greet',
    ],
  },
  alternatives: {
    'the default written twice': [
      write('ARG TAG=1.35', 'FROM busybox:$TAG', 'ARG TAG=1.35', 'RUN echo $TAG > /base'),
      'docker build -t greet:scope ~/greet',
    ],
    'no default, given while building': [
      write('ARG VERSION', 'FROM busybox:$VERSION', 'ARG VERSION', 'RUN echo "it is $VERSION" > /base'),
      'docker build --build-arg VERSION=1.35 -t greet:scope ~/greet',
    ],
    'after an empty one': [
      write('ARG TAG=1.35', 'FROM busybox:$TAG', 'RUN echo "busybox $TAG" > /base'),
      'docker build -t greet:scope ~/greet',
      write('ARG TAG=1.35', 'FROM busybox:$TAG', 'ARG TAG', 'RUN echo "busybox $TAG" > /base'),
      'docker build -t greet:scope ~/greet',
    ],
  },
  mistakes: {
    empty: {
      commands: [
        write('ARG TAG=1.35', 'FROM busybox:$TAG', 'RUN echo "busybox $TAG" > /base'),
        'docker build -t greet:scope ~/greet',
      ],
      diagnosis: {
        ko: '`/base` 파일에는 `{text}`라는 글뿐이고, 버전이 비어 있어요. `{name}` 인자는 `FROM` 위에서 받았고, 그 값은 `FROM` 줄까지만 살아 있어요. `FROM` 바로 아래에 `ARG {name}` 줄을 한 번 더 적고 다시 빌드해 보세요.',
        en: '`/base` says only `{text}`, without a version. The argument `{name}` was taken above `FROM`, and its value lives up to the `FROM` line and no further. Write `ARG {name}` once more, right below `FROM`, and build again.',
      },
    },
  },
  missing: {
    ko: '`FROM` 위의 `ARG` 값이 `/base` 파일에도 적힌 `greet:scope` 이미지를 찾고 있어요.',
    en: 'Looking for an image `greet:scope` whose `/base` has the value of an `ARG` that stands above `FROM`.',
  },
  note: {
    ko: '`/base` 파일에 `{text}`라고 적혔어요.',
    en: '`/base` says `{text}`.',
  },
});
