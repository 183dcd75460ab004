import { answerAmount, answerPath } from '../../../sandbox/checks/answers.ts';
import { imagesNamed } from '../../../sandbox/checks/collectors.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { base, first, isNear, second, shown, sizesOf } from './facts.ts';

const bytesPerMebibyte = 1024 ** 2;

/** How much did both commits add? Two layers, by their own sizes. */
export const added = defineStep({
  id: 'added',
  collect: {
    images: imagesNamed([base, first, second]),
    answer: homeFile(answerPath, { maxBytes: 1_024 }),
  },
  judge({ images, answer }) {
    const sizes = sizesOf(images);
    const amount = answerAmount(answer);
    if (!sizes || !amount) return notYet();
    const said = amount.bytes / 1e6;
    const wanted = sizes.second - sizes.base;
    if (isNear(said, wanted, 0.1)) return passed({ added: shown(wanted) });
    const inMebibytes = (wanted * 1e6) / bytesPerMebibyte;
    // `ls -lh` rounds each of both up.
    if (isNear(said, inMebibytes + 0.03, 0.07)) return mistake('mebibytes', { answer: amount.number });
    const one = [sizes.second - sizes.first, sizes.first - sizes.base].find((each) =>
      isNear(said, each, 0.1),
    );
    if (one !== undefined) return mistake('one-of-two', { answer: amount.number });
    const sums = [sizes.first + sizes.second, sizes.base + sizes.first + sizes.second];
    return sums.some((sum) => isNear(said, sum, 1.5))
      ? mistake('size-column', { answer: amount.number })
      : notYet();
  },
  hints: [
    {
      ko: '레이어 하나하나의 크기는 `docker history`의 SIZE 열에 있어요. 어느 이미지의 이력을 보면 두 레이어가 다 보일까요?',
      en: 'The size of each layer stands in the SIZE column of `docker history`. In which image’s history are both of them?',
    },
    {
      ko: '`docker history redis-custom:second` 출력의 맨 위 두 줄이 커밋 두 번이에요. 두 크기를 더하세요.',
      en: 'In `docker history redis-custom:second`, the two rows at the top are the two commits. Add up their sizes.',
    },
    {
      ko: '더한 값이 10이라면 `echo 10 > ~/answer`라고 치면 돼요.',
      en: 'If they come to 10, type `echo 10 > ~/answer`.',
    },
  ],
  solution: {
    commands: ['docker history redis-custom:second', 'echo 10 > ~/answer'],
    explanation: {
      ko: '커밋마다 5MB씩, 레이어 두 개가 늘었어요.',
      en: 'Each commit added one layer of 5MB.',
    },
  },
  alternatives: {
    'in bytes': ['echo 10000000 > ~/answer'],
    'with the unit': ['echo "10 MB" > ~/answer'],
    'in mebibytes, said so': ['echo 9.54MiB > ~/answer'],
    'after the wrong column': ['echo 196.7MB > ~/answer', 'echo 10MB > ~/answer'],
  },
  mistakes: {
    mebibytes: {
      commands: ['docker run --rm redis-custom:second ls -lh /first /second', 'echo 9.6 > ~/answer'],
      diagnosis: {
        ko: '파일에 적힌 {answer} 값은 1024로 나누어 센 크기(MiB)예요. `ls -lh` 같은 명령어가 이렇게 보여 줘요. `docker` 명령어의 MB는 1000×1000바이트라서 숫자가 조금 더 커요. `docker history`에 나온 크기를 더해서 다시 적어 보세요.',
        en: 'The number {answer} is the size counted by 1024 (MiB), as `ls -lh` shows it. A MB of the `docker` command is 1000×1000 bytes, so its number is a little larger. Add up what `docker history` prints.',
      },
    },
    'one-of-two': {
      commands: ['echo 5MB > ~/answer'],
      diagnosis: {
        ko: '{answer}MB 크기는 레이어 하나의 크기예요. 커밋은 두 번이었고, 두 번째 커밋의 레이어는 첫 번째 것 위에 따로 놓였어요. 두 레이어의 크기를 더해 보세요.',
        en: '{answer} MB is the size of one layer. There were two commits, and the layer of the second lies on that of the first. Add up both.',
      },
    },
    'size-column': {
      commands: ['echo 196.7 > ~/answer'],
      diagnosis: {
        ko: '{answer}MB 크기는 `docker images`의 SIZE 열을 더한 값과 같아요. 그 열은 이미지마다 아래에 깔린 레이어까지 모두 셈한 크기라서, 더하면 같은 레이어를 여러 번 세게 돼요. `docker history`에서 커밋이 더한 두 줄만 더해 보세요.',
        en: '{answer} MB is what you get by adding up the SIZE column of `docker images`. That column counts all layers beneath each image as well, so the sum counts the same layers several times. Add only the two rows of `docker history` that the commits added.',
      },
    },
  },
  missing: {
    ko: '`~/answer` 파일에 적힌, 커밋 두 번이 더한 크기(MB)를 찾고 있어요.',
    en: 'Looking for what both commits added, in MB, in the file `~/answer`.',
  },
  note: {
    ko: '맞아요. 커밋 두 번이 더한 것은 {added} 크기예요.',
    en: 'Right: both commits together added {added}.',
  },
});
