import { answerAmount, answerPath } from '../../../sandbox/checks/answers.ts';
import { imagesNamed } from '../../../sandbox/checks/collectors.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { base, first, isNear, second, shown, sizesOf } from './facts.ts';

/** How much do three images take on the disk? Each layer once. */
export const together = defineStep({
  id: 'together',
  collect: {
    images: imagesNamed([base, first, second]),
    answer: homeFile(answerPath, { maxBytes: 1_024 }),
  },
  judge({ images, answer }) {
    const sizes = sizesOf(images);
    const amount = answerAmount(answer);
    if (!sizes || !amount) return notYet();
    const said = amount.bytes / 1e6;
    const sum = sizes.base + sizes.first + sizes.second;
    if (isNear(said, sizes.together, 0.6))
      return passed({ together: shown(sizes.together), sum: shown(sum) });
    if (isNear(said, sum, 1.5)) return mistake('size-column', { answer: amount.number });
    // Two of three SHARED SIZEs are that of the first image: all but the topmost layer of the second.
    if (isNear(said, sizes.base + 2 * sizes.first, 1.5))
      return mistake('shared-column', { answer: amount.number });
    return isNear(said, sizes.second - sizes.first, 0.1)
      ? mistake('unique-column', { answer: amount.number })
      : notYet();
  },
  hints: [
    {
      ko: '세 이미지가 함께 쓰는 레이어는 디스크에 한 번만 있어요. 한 번씩만 세면 무엇무엇을 더해야 할까요?',
      en: 'A layer that the three images share is on the disk once. Counting each once, what is there to add up?',
    },
    {
      ko: '`redis:7.0` 이미지의 크기에, 커밋 두 번이 더한 크기를 더하면 돼요.',
      en: 'Take the size of `redis:7.0` and add what both commits added.',
    },
  ],
  solution: {
    commands: ['docker system df -v', "docker image inspect -f '{{.Size}}' redis-custom:second > ~/answer"],
    explanation: {
      ko: '`redis:7.0` 이미지의 크기에 10MB를 더한 값이에요. `redis-custom:second` 이미지는 세 이미지의 레이어를 모두 가지고 있어서 그 크기와 같아요.',
      en: 'The size of `redis:7.0` and 10MB more. That equals the size of `redis-custom:second`, since it has all the layers of the three.',
    },
  },
  alternatives: {
    'as it is printed': ["docker images --format '{{.Size}}' redis-custom:second > ~/answer"],
  },
  mistakes: {
    'size-column': {
      commands: [
        "docker images --format '{{.Size}}' 'redis*' | sed 's/MB//' | paste -sd+ | sed 's/.*/awk \"BEGIN{print &}\"/' | sh > ~/answer",
      ],
      diagnosis: {
        ko: '{answer}MB 크기는 SIZE 열 세 줄을 더한 값이에요. 그러면 `redis:7.0` 이미지의 레이어를 세 번 세게 돼요. 디스크에는 한 번만 있고, 세 이미지가 함께 써요. 레이어를 한 번씩만 세어 보세요.',
        en: '{answer} MB is the sum of three lines of the SIZE column. It counts the layers of `redis:7.0` three times, while the disk holds them once and the images share them. Count each layer once.',
      },
    },
    'shared-column': {
      commands: [
        "docker images --format '{{.Size}}' redis:7.0 | sed 's/MB//' | sed 's/.*/awk \"BEGIN{print 3*&+10}\"/' | sh > ~/answer",
      ],
      diagnosis: {
        ko: '{answer}MB 크기는 SHARED SIZE 열을 더한 값과 같아요. 이 열은 다른 이미지와 함께 쓰는 크기라서, 더하면 같은 레이어를 여러 번 세게 돼요. 레이어를 한 번씩만 세어 보세요.',
        en: '{answer} MB is what you get by adding up the column SHARED SIZE. That is what an image shares with others, so the sum counts the same layers several times. Count each layer once.',
      },
    },
    'unique-column': {
      commands: ['echo 5 > ~/answer'],
      diagnosis: {
        ko: '{answer}MB 크기는 UNIQUE SIZE 열을 더한 값과 같아요. 이 열은 그 이미지만 쓰는 크기라서, 둘 이상이 함께 쓰는 레이어가 모두 빠져 있어요. 함께 쓰는 레이어도 디스크에 한 번은 있으니, 그것까지 더해 보세요.',
        en: '{answer} MB is what you get by adding up the column UNIQUE SIZE. It has only what a single image uses, so every layer that two or more share is left out. Those are on the disk too, once: add them.',
      },
    },
  },
  missing: {
    ko: '`~/answer` 파일에 적힌, 세 이미지가 디스크에서 함께 차지하는 크기(MB)를 찾고 있어요.',
    en: 'Looking for what the three images take on the disk together, in MB, in the file `~/answer`.',
  },
  note: {
    ko: '맞아요. SIZE 열을 더하면 {sum} 크기이지만, 디스크에 있는 것은 {together} 크기예요.',
    en: 'Right: the SIZE column adds up to {sum}, and the disk holds {together}.',
  },
});
