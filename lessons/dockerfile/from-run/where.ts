import { history } from '../../../sandbox/checks/collectors.ts';
import { ownFiles } from '../../../sandbox/checks/image-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { write } from './facts.ts';

const tag = 'tools:where';
const path = '/srv/app/place';
const lost = '/place';

export const workingDirectory = defineStep({
  id: 'where',
  collect: { own: ownFiles(tag, 'busybox:1.35', [path, lost]), rows: history(tag) },
  judge({ own, rows }) {
    if (!own || !rows) return notYet();
    if (own.texts[path]?.trim() === '/srv/app') return passed({ layers: own.layers.length });
    const moved = rows.find(({ createdBy }) => /^RUN .*\bcd \/srv\/app\b/.test(createdBy));
    const text = own.texts[lost]?.trim();
    return moved && text === '/' ? mistake('cd-lost', { path: lost, text }) : notYet();
  },
  hints: [
    {
      ko: '`RUN`마다 새 셸이 시작돼요. 앞의 `RUN`에서 옮긴 자리는 다음 `RUN`으로 이어지지 않아요.',
      en: 'Every `RUN` starts a new shell. Where one `RUN` went with `cd` means nothing to the next.',
    },
    {
      ko: '작업 디렉터리를 정하는 지시어는 `WORKDIR`이에요. 없는 디렉터리는 만들어 줘요.',
      en: 'The instruction that sets the working directory is `WORKDIR`. It makes the directory if there is none.',
    },
    {
      ko: '세 줄이에요. `FROM busybox:1.35`, `WORKDIR /srv/app`, `RUN pwd > place`. 이미지 이름은 `tools:where`예요.',
      en: 'Three lines: `FROM busybox:1.35`, `WORKDIR /srv/app`, `RUN pwd > place`. The image is called `tools:where`.',
    },
  ],
  solution: {
    commands: [
      'cd ~/tools',
      write('FROM busybox:1.35', 'WORKDIR /srv/app', 'RUN pwd > place'),
      'docker build -t tools:where .',
    ],
  },
  alternatives: {
    'all of it in one RUN': [
      write('FROM busybox:1.35', 'RUN mkdir -p /srv/app && cd /srv/app && pwd > place'),
      'docker build -t tools:where ~/tools',
    ],
    'after a lost cd': [
      write('FROM busybox:1.35', 'RUN mkdir -p /srv/app', 'RUN cd /srv/app', 'RUN pwd > place'),
      'docker build -t tools:where ~/tools',
      write('FROM busybox:1.35', 'WORKDIR /srv/app', 'RUN pwd > place'),
      'docker build -t tools:where ~/tools',
    ],
  },
  mistakes: {
    'cd-lost': {
      commands: [
        write('FROM busybox:1.35', 'RUN mkdir -p /srv/app', 'RUN cd /srv/app', 'RUN pwd > place'),
        'docker build -t tools:where ~/tools',
      ],
      diagnosis: {
        ko: '파일이 `{path}` 자리에 생겼고, 거기에는 `{text}`라고 적혔어요. `RUN cd …`는 그 줄의 셸에서만 자리를 옮기고, 셸은 줄이 끝나면 사라져요. 다음 `RUN`은 다시 처음 자리에서 시작해요. `RUN cd` 대신 `WORKDIR /srv/app` 줄을 적고 다시 빌드해 보세요.',
        en: 'The file came to lie at `{path}`, and it says `{text}`. `RUN cd …` moves only the shell of that line, which ends with the line; the next `RUN` starts where the first one did. Write `WORKDIR /srv/app` in place of `RUN cd` and build again.',
      },
    },
  },
  missing: {
    ko: '`/srv/app` 디렉터리에서 실행한 `pwd`의 출력이 `/srv/app/place` 파일에 든 `tools:where` 이미지를 찾고 있어요.',
    en: 'Looking for an image `tools:where` whose file `/srv/app/place` holds what `pwd` printed in `/srv/app`.',
  },
  note: {
    ko: '`RUN`이 `/srv/app` 안에서 실행됐어요. 이 이미지의 자기 레이어는 {layers}개예요.',
    en: 'The `RUN` ran in `/srv/app`. Layers of the image’s own: {layers}.',
  },
});
