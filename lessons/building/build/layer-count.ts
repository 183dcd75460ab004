import { answerCount, answerPath } from '../../../sandbox/checks/answers.ts';
import { buildRecord, rowsOnTop } from '../../../sandbox/checks/build-record.ts';
import { history, image } from '../../../sandbox/checks/collectors.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { layersOnTop } from '../../../sandbox/checks/image-facts.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { base, hello } from './first.ts';

export const layerCount = defineStep({
  id: 'layers',
  collect: {
    origin: image(base),
    made: image(hello),
    baseRows: buildRecord(base),
    rows: buildRecord(hello),
    printed: history(hello),
    answer: homeFile(answerPath, { maxBytes: 1_000 }),
  },
  judge({ origin, made, baseRows, rows, printed, answer }) {
    const count = answerCount(answer);
    const added = origin && made && layersOnTop(origin, made);
    if (count === undefined || !added || !baseRows || !rows || !printed) return notYet();
    const own = rowsOnTop(baseRows, rows);
    // FROM leaves no row.
    const instructions = own.length + 1;
    const values = { answer: count, instructions, all: made.layers.length, base: origin.layers.length };
    if (count === added.length) return passed({ layers: added.length, instructions });
    if (count === made.layers.length) return mistake('with-base', values);
    if (count === instructions || count === own.length) return mistake('instructions', values);
    if (count === printed.length) return mistake('rows', values);
    const heavy = printed.slice(0, own.length).filter(({ sizeBytes }) => sizeBytes > 0);
    return count === heavy.length ? mistake('by-size', values) : notYet();
  },
  hints: [
    {
      ko: '레이어 목록은 `docker inspect`로 볼 수 있어요. 두 이미지의 목록을 견주어 보세요.',
      en: '`docker inspect` shows the list of layers. Compare those of the two images.',
    },
    {
      ko: '`hello:1` 이미지의 레이어 수에서 `busybox:1.35` 이미지의 레이어 수를 빼세요. 위의 두 명령어가 레이어를 한 줄에 하나씩 보여 줘요.',
      en: 'Take the layers of `hello:1` and subtract those of `busybox:1.35`. The two commands above print one layer a line.',
    },
  ],
  solution: {
    commands: [
      "docker inspect -f '{{len .RootFS.Layers}}' busybox:1.35 hello:1",
      `expr $(docker inspect -f '{{len .RootFS.Layers}}' hello:1) - $(docker inspect -f '{{len .RootFS.Layers}}' busybox:1.35) > ~/answer`,
    ],
    explanation: {
      ko: '`WORKDIR`, `COPY`, `RUN`이 하나씩, 모두 세 개예요. 손으로 세었다면 `echo 3 > ~/answer`라고 쓰면 돼요.',
      en: '`WORKDIR`, `COPY` and `RUN` made one each, three in all. If you counted by hand: `echo 3 > ~/answer`.',
    },
  },
  alternatives: {
    'with a word': ['echo "3개" > ~/answer'],
    'after a wrong one': ['echo 6 > ~/answer', 'echo 3 > ~/answer'],
  },
  mistakes: {
    'with-base': {
      commands: ["docker inspect -f '{{len .RootFS.Layers}}' hello:1 > ~/answer"],
      diagnosis: {
        ko: '`{answer}`는 `hello:1` 이미지의 레이어 전체의 수예요. 그 가운데 {base}개는 베이스 이미지에서 온 것이라 이번 빌드가 만든 것이 아니에요. 그만큼 빼고 다시 적어 보세요.',
        en: '`{answer}` is how many layers `hello:1` has in all. Of these, {base} came with the base image and were not made by this build. Subtract that and write again.',
      },
    },
    instructions: {
      commands: ['echo 6 > ~/answer'],
      diagnosis: {
        ko: '`{answer}`는 지시어(instruction)를 센 수예요. Dockerfile에는 `FROM`까지 지시어가 {instructions}개 있지만, `LABEL`과 `CMD`처럼 설정만 적는 것은 레이어를 만들지 않아요. 두 이미지의 레이어 목록을 견주어 보세요.',
        en: '`{answer}` counts instructions. With `FROM` the Dockerfile has {instructions} of them, but some, like `LABEL` and `CMD`, only write settings and make no layer. Compare the lists of layers of the two images.',
      },
    },
    rows: {
      commands: ['docker history -q hello:1 | wc -l > ~/answer'],
      diagnosis: {
        ko: '`{answer}`는 `docker history`가 보여 주는 줄의 수예요. 그 줄은 지시어의 기록이라서, 레이어를 만들지 않은 지시어와 베이스 이미지의 지시어도 들어 있어요. 레이어는 `docker inspect`로 세어 보세요.',
        en: '`{answer}` is the number of rows in `docker history`. Each row records an instruction: also those that made no layer, and those of the base image. Count layers with `docker inspect`.',
      },
    },
    'by-size': {
      commands: ['echo 2 > ~/answer'],
      diagnosis: {
        ko: '`docker history`에서 크기가 0이 아닌 줄은 `{answer}`개예요. 그런데 크기가 `0B`인 레이어도 있어요. `WORKDIR`은 빈 폴더 하나가 든 레이어를 만들거든요. `docker inspect`의 레이어 목록으로 세어 보세요.',
        en: '`{answer}` rows of `docker history` have a size other than zero. But a layer may weigh `0B`: `WORKDIR` makes one that holds an empty folder. Count in the list of `docker inspect`.',
      },
    },
  },
  missing: {
    ko: '`hello:1` 이미지가 베이스 이미지 위에 더한 레이어의 수를 `~/answer` 파일에서 찾고 있어요.',
    en: 'Looking in `~/answer` for the number of layers that `hello:1` has on top of its base image.',
  },
  note: {
    ko: '지시어는 {instructions}개, 새 레이어는 {layers}개예요.',
    en: '{instructions} instructions, {layers} new layers.',
  },
});
