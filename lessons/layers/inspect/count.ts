import { answerCount, answerPath } from '../../../sandbox/checks/answers.ts';
import { commands, containers, history, image, images } from '../../../sandbox/checks/collectors.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { base, inspectedContainer } from './facts.ts';

/** How many layers? Asked of the learner's own engine. */
export const countLayers = defineStep({
  id: 'count',
  collect: {
    origin: image(base),
    rows: history(base),
    here: images(),
    all: containers(),
    answer: homeFile(answerPath, { maxBytes: 1_024 }),
    typed: commands(),
  },
  judge({ origin, rows, here, all, answer, typed }) {
    if (!origin || !rows) return notYet();
    const count = answerCount(answer);
    if (count === origin.layers.length) return passed({ layers: count });
    // With or without the line of headings.
    if (count === rows.length || count === rows.length + 1)
      return mistake('history-rows', { answer: count, rows: rows.length });
    if (count !== undefined && count === rows.filter(({ sizeBytes }) => sizeBytes > 0).length)
      return mistake('sized-rows', { answer: count });
    const container = inspectedContainer(typed, all, here);
    return container === undefined ? notYet() : mistake('container', { container });
  },
  hints: [
    {
      ko: '`docker inspect redis:7.0` 출력의 거의 끝에 `RootFS`가 있고, 그 안에 `Layers`가 있어요.',
      en: 'Almost at the end of what `docker inspect redis:7.0` prints there is `RootFS`, and in it `Layers`.',
    },
    {
      ko: '`Layers` 아래에 `sha256:`으로 시작하는 줄이 몇 개인지 세어 보세요. 한 줄이 레이어 하나예요.',
      en: 'Count the lines under `Layers` that begin with `sha256:`. Each is one layer.',
    },
    {
      ko: '눈으로 세는 것이 가장 빨라요. 다 셌으면 `echo 숫자 > ~/answer` 명령어로 그 수를 적어 보세요.',
      en: 'Counting by eye is quickest. Then write the number down: `echo NUMBER > ~/answer`.',
    },
  ],
  solution: {
    commands: ['docker inspect redis:7.0', "docker inspect -f '{{len .RootFS.Layers}}' redis:7.0 > ~/answer"],
    explanation: {
      ko: '`-f` 옵션의 `len`은 목록의 길이예요. 눈으로 세어서 `echo`로 적어도 똑같아요.',
      en: '`len` in `-f` is the length of a list. Counting by eye and writing the number with `echo` does as well.',
    },
  },
  alternatives: {
    'image command, counted lines': [
      "docker image inspect -f '{{range .RootFS.Layers}}{{println .}}{{end}}' redis:7.0 | grep -c sha256 | tee ~/answer",
    ],
    'with a word': ['echo "$(docker inspect -f \'{{len .RootFS.Layers}}\' redis:7.0)개" > answer'],
  },
  mistakes: {
    'history-rows': {
      commands: ['echo $(docker history -q redis:7.0 | wc -l) > ~/answer'],
      diagnosis: {
        ko: '{answer}개라는 답은 `docker history` 출력의 줄 수에서 나온 것 같아요. 그 출력은 {rows}줄인데, 한 줄은 지시어(instruction) 하나이지 레이어 하나가 아니에요. 레이어를 만들지 않는 지시어도 있거든요. `docker inspect redis:7.0` 출력의 `RootFS` 안에 있는 `Layers` 줄을 세어 보세요.',
        en: 'The answer {answer} looks like the rows of `docker history`, which has {rows} of them. A row is an instruction, not a layer, and some instructions make no layer. Count the lines of `Layers`, in the `RootFS` part of `docker inspect redis:7.0`.',
      },
    },
    'sized-rows': {
      commands: ["docker history --format '{{.Size}}' redis:7.0 | grep -vc '^0B$' > ~/answer"],
      diagnosis: {
        ko: '{answer}개라는 답은 `docker history` 출력에서 크기가 0B가 아닌 줄의 수와 같아요. 그런데 0B인 레이어도 있어요. 빈 디렉터리만 더한 레이어가 그래요. `docker inspect redis:7.0` 출력의 `RootFS` 안에 있는 `Layers` 줄을 세어 보세요.',
        en: 'The answer {answer} equals the number of rows in `docker history` that are not 0B. But a layer can be 0B as well, such as one that only adds an empty directory. Count the lines of `Layers`, in the `RootFS` part of `docker inspect redis:7.0`.',
      },
    },
    container: {
      commands: ['docker inspect redis'],
      diagnosis: {
        ko: '방금 본 것은 `{container}` 컨테이너예요. `docker inspect`는 그 이름의 컨테이너를 먼저 찾고, 컨테이너에는 `RootFS` 항목이 없어요. 이미지를 보려면 태그까지 적어서 `docker inspect redis:7.0` 명령어를 쳐 보세요.',
        en: 'What you looked at is the container `{container}`: `docker inspect` looks for a container of that name first, and a container has no `RootFS`. To see the image, write its tag too: `docker inspect redis:7.0`.',
      },
    },
  },
  missing: {
    ko: '`~/answer` 파일에 적힌, `redis:7.0` 이미지의 레이어 수를 찾고 있어요.',
    en: 'Looking for the number of layers of `redis:7.0` in the file `~/answer`.',
  },
  note: {
    ko: '맞아요. 여러분의 `redis:7.0` 이미지는 레이어가 {layers}개예요.',
    en: 'Right: your `redis:7.0` has {layers} layers.',
  },
});
