import { answerDigest, answerPath, isDigest } from '../../../sandbox/checks/answers.ts';
import { image } from '../../../sandbox/checks/collectors.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { base } from './facts.ts';

/** Which end of the list is the top? */
export const topLayer = defineStep({
  id: 'top',
  collect: { origin: image(base), answer: homeFile(answerPath, { maxBytes: 1_024 }) },
  judge({ origin, answer }) {
    const digest = answerDigest(answer);
    if (!origin || digest === undefined) return notYet();
    const short = digest.slice(0, 12);
    const at = origin.layers.findLastIndex((layer) => isDigest(digest, layer));
    if (at >= 0 && at === origin.layers.length - 1) return passed({ layer: short });
    if (at >= 0) return mistake('not-the-top', { layer: short, position: at + 1 });
    const isOfImage = [origin.id, ...origin.digests].some((each) => isDigest(digest, each));
    return isOfImage ? mistake('image-itself', { digest: short }) : notYet();
  },
  hints: [
    {
      ko: '`Layers` 목록은 쌓은 순서대로 적혀 있어요. 가장 먼저 놓인 베이스의 레이어가 첫 줄이에요.',
      en: '`Layers` is written in the order of stacking: the layer that was put down first, that of the base, is the first line.',
    },
    {
      ko: '맨 위 레이어는 마지막 줄이에요. 그 값을 복사해서 `echo sha256:… > ~/answer`처럼 적어 보세요.',
      en: 'The topmost layer is the last line. Copy that value: `echo sha256:… > ~/answer`.',
    },
  ],
  solution: {
    commands: [
      "docker inspect -f '{{range .RootFS.Layers}}{{println .}}{{end}}' redis:7.0",
      "docker inspect -f '{{range .RootFS.Layers}}{{println .}}{{end}}' redis:7.0 | grep . | tail -n 1 > ~/answer",
    ],
    explanation: {
      ko: '첫 명령어는 레이어를 한 줄에 하나씩 보여 주고, 둘째 명령어는 그 마지막 줄을 파일에 적어요.',
      en: 'The first command prints one layer a line; the second writes the last of these lines into the file.',
    },
  },
  alternatives: {
    'first digits alone': [
      "docker inspect -f '{{range .RootFS.Layers}}{{println .}}{{end}}' redis:7.0 | grep . | tail -n 1 | cut -c 8-23 > ~/answer",
    ],
    'as it stands in the list': [
      'docker inspect redis:7.0 | grep -o \'"sha256:[0-9a-f]*"$\' | tail -n 1 > ~/answer',
    ],
  },
  mistakes: {
    'not-the-top': {
      commands: ["docker inspect -f '{{index .RootFS.Layers 0}}' redis:7.0 > ~/answer"],
      diagnosis: {
        ko: '`{layer}` 레이어는 목록의 {position}번째 줄이에요. 목록은 아래에서 위로, 쌓은 순서대로 적혀 있어서 첫 줄이 맨 아래 레이어예요. 맨 위 레이어를 찾아 다시 적어 보세요.',
        en: 'The layer `{layer}` is line {position} of the list. The list goes from bottom to top, in the order of stacking, so its first line is the lowest layer. Find the topmost one and write that.',
      },
    },
    'image-itself': {
      commands: ["docker inspect -f '{{.Id}}' redis:7.0 > ~/answer"],
      diagnosis: {
        ko: '`{digest}` 값은 레이어가 아니라 이미지 자체를 가리켜요. 이미지의 ID는 레이어 목록과 설정을 합쳐서 계산한 값이에요. `RootFS` 안의 `Layers` 목록에서 골라 보세요.',
        en: '`{digest}` means the image itself and not a layer: an image’s id is computed from its list of layers and its settings together. Choose from the list `Layers` in `RootFS`.',
      },
    },
  },
  missing: {
    ko: '`~/answer` 파일에 적힌, `redis:7.0` 이미지의 맨 위 레이어의 다이제스트를 찾고 있어요.',
    en: 'Looking for the digest of the topmost layer of `redis:7.0` in the file `~/answer`.',
  },
  note: {
    ko: '맞아요. `{layer}` 레이어가 맨 위, 곧 마지막으로 쌓인 레이어예요.',
    en: 'Right: `{layer}` is on top, the layer that was stacked last.',
  },
});
