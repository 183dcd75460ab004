import { history, image } from '../../../sandbox/checks/collectors.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';

const tag = 'say:last';

export const lastOne = defineStep({
  id: 'last',
  collect: { made: image(tag), rows: history(tag), answer: homeFile('~/answer', { maxBytes: 1_000 }) },
  judge({ made, rows, answer }) {
    if (!made || !rows || answer.kind !== 'text') return notYet();
    const said = answer.text.trim().split(/\s+/).join(' ');
    const [program, ...words] = [...made.config.entrypoint, ...made.config.cmd];
    if (program !== 'echo' || words.length < 2) return notYet();
    if (said === words.join(' ') || said === `echo ${words.join(' ')}`)
      return passed({ printed: words.join(' ') });
    const earlier = wordsOf(rows).filter((word) => !words.includes(word));
    const met = said.split(' ').find((word) => earlier.includes(word));
    if (met) return mistake('first-counts', { answer: said, word: met });
    const [first = '', ...others] = words;
    if (said === first) return mistake('no-cmd', { answer: said });
    return said === others.join(' ') ? mistake('no-entrypoint', { answer: said }) : notYet();
  },
  hints: [
    {
      ko: '같은 지시어가 여러 번 나오면 마지막 것만 남아요. ENTRYPOINT와 CMD는 서로 다른 지시어라서 하나씩 남아요.',
      en: 'Of several instructions of one kind, the last stays. ENTRYPOINT and CMD are two kinds, so one of each stays.',
    },
    {
      ko: '컨테이너가 실행하는 것은 ENTRYPOINT 뒤에 CMD를 붙인 것이에요. `echo`는 뒤의 낱말들을 출력해요.',
      en: 'A container runs the ENTRYPOINT with the CMD behind it. `echo` prints the words that follow it.',
    },
    {
      ko: '`docker build -t say:last ~/say/last` 명령어로 빌드하고, `docker run --rm say:last` 출력과 견주어 보세요. 답은 `echo 낱말 낱말 > ~/answer`처럼 적어요.',
      en: 'Build with `docker build -t say:last ~/say/last` and compare with what `docker run --rm say:last` prints. Write the answer like `echo WORD WORD > ~/answer`.',
    },
  ],
  solution: {
    commands: ['docker build -t say:last ~/say/last', 'docker run --rm say:last > ~/answer'],
    explanation: {
      ko: '여기서는 출력을 그대로 파일에 넣었어요. 먼저 짐작해 적고 나서 견주어 보면 더 오래 남아요.',
      en: 'Here the output goes straight into the file. It sticks better if you write your guess first and compare.',
    },
  },
  alternatives: {
    'read off the settings': [
      'cd ~/say/last && docker build -t say:last .',
      `docker inspect -f '{{join .Config.Entrypoint " "}} {{join .Config.Cmd " "}}' say:last > ~/answer`,
    ],
    'after a wrong guess': [
      'docker build -t say:last ~/say/last',
      `grep -o 'jam[0-9]*' ~/say/last/Dockerfile > ~/answer`,
      'docker run --rm say:last > ~/answer',
    ],
  },
  mistakes: {
    'first-counts': {
      commands: [
        'docker build -t say:last ~/say/last',
        `echo $(grep -oE '(tea|milk)[0-9]+' ~/say/last/Dockerfile) > ~/answer`,
      ],
      diagnosis: {
        ko: '여러분의 답은 `{answer}`인데, 그 가운데 `{word}` 낱말은 앞쪽 지시어에 있어요. 같은 지시어가 뒤에 또 나오면 앞의 것은 버려져요. 오류도 나지 않아요. 각 지시어의 마지막 줄만 놓고 다시 생각해 보세요.',
        en: 'You answered `{answer}`, and the word `{word}` comes from an earlier instruction. When an instruction of the same kind follows, the earlier one is dropped, without an error. Look at the last line of each kind and think again.',
      },
    },
    'no-cmd': {
      commands: [
        'docker build -t say:last ~/say/last',
        `grep -oE 'bread[0-9]+' ~/say/last/Dockerfile > ~/answer`,
      ],
      diagnosis: {
        ko: '여러분의 답은 `{answer}`예요. ENTRYPOINT의 낱말까지는 맞아요. 그 뒤에 CMD가 인자로 붙는다는 것을 떠올려 보세요.',
        en: 'You answered `{answer}`. That is what the ENTRYPOINT brings. The CMD is appended to it as arguments.',
      },
    },
    'no-entrypoint': {
      commands: [
        'docker build -t say:last ~/say/last',
        `grep -oE 'jam[0-9]+' ~/say/last/Dockerfile > ~/answer`,
      ],
      diagnosis: {
        ko: '여러분의 답은 `{answer}`예요. CMD의 낱말까지는 맞아요. 그런데 실행되는 것은 ENTRYPOINT이고 CMD는 그 뒤에 붙는 인자예요. ENTRYPOINT의 낱말도 함께 출력돼요.',
        en: 'You answered `{answer}`. That is what the CMD brings. But it is the ENTRYPOINT that runs, with the CMD as its arguments, so its word is printed too.',
      },
    },
  },
  missing: {
    ko: '`~/say/last` 디렉터리에서 빌드한 `say:last` 이미지와, 컨테이너가 출력하는 말이 적힌 `~/answer` 파일을 찾고 있어요.',
    en: 'Looking for the image `say:last`, built from `~/say/last`, and in `~/answer` what a container of it prints.',
  },
  note: {
    ko: '맞아요. 컨테이너는 `{printed}`라고 출력해요. ENTRYPOINT도 CMD도 마지막 것만 남았어요.',
    en: 'Right, a container prints `{printed}`: of each instruction only the last one counts.',
  },
});

/** The last word of every ENTRYPOINT and CMD in the history. */
function wordsOf(rows: readonly { createdBy: string }[]): string[] {
  return rows.flatMap(({ createdBy }) => /^(?:ENTRYPOINT|CMD) \[.*"([^"]+)"\]$/.exec(createdBy)?.[1] ?? []);
}
