import { answerCount, answerPath } from '../../../sandbox/checks/answers.ts';
import { history, image } from '../../../sandbox/checks/collectors.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { base } from './facts.ts';

/** Instructions that made no layer: rows of history less layers, and not the rows of 0B. */
export const withoutLayer = defineStep({
  id: 'without-layer',
  collect: {
    origin: image(base),
    rows: history(base),
    answer: homeFile(answerPath, { maxBytes: 1_024 }),
  },
  judge({ origin, rows, answer }) {
    const count = answerCount(answer);
    if (!origin || !rows || count === undefined) return notYet();
    const layers = origin.layers.length;
    if (count === rows.length - layers) return passed({ rows: rows.length, layers, answer: count });
    if (count === rows.filter(({ sizeBytes }) => sizeBytes === 0).length)
      return mistake('zero-size', { answer: count });
    if (count === rows.length) return mistake('all-rows', { answer: count });
    return count === layers ? mistake('layers', { answer: count }) : notYet();
  },
  hints: [
    {
      ko: '`docker history`의 한 줄은 지시어 하나예요. 레이어를 만든 지시어도 있고, 만들지 않은 지시어도 있어요.',
      en: 'A row of `docker history` is one instruction. Some made a layer, some did not.',
    },
    {
      ko: '줄 수에서, 앞에서 센 레이어 수를 빼면 돼요. 제목 줄은 세지 마세요.',
      en: 'Take the number of layers that you counted from the number of rows. The line of headings is no row.',
    },
  ],
  solution: {
    commands: [
      'docker history redis:7.0',
      "echo $(( $(docker history -q redis:7.0 | wc -l) - $(docker inspect -f '{{len .RootFS.Layers}}' redis:7.0) )) > ~/answer",
    ],
    explanation: {
      ko: '`docker history`의 줄 수에서 레이어 수를 뺀 거예요. 머리로 계산해서 `echo`로 적으면 돼요.',
      en: 'The rows of `docker history` less the layers. Work it out in your head and write it with `echo`.',
    },
  },
  mistakes: {
    'zero-size': {
      commands: ["docker history --format '{{.Size}}' redis:7.0 | grep -c '^0B$' > ~/answer"],
      diagnosis: {
        ko: '{answer}개라는 답은 SIZE 열이 0B인 줄의 수와 같아요. 아깝게도 그 가운데에는 레이어를 만든 줄이 있어요. 디렉터리를 만들기만 한 지시어는 파일 내용이 없어서 0B로 보이지만 레이어예요. 전체 줄 수에서 레이어 수를 빼 보세요.',
        en: 'The answer {answer} is the number of rows whose SIZE is 0B. Close, but one of those did make a layer: an instruction that only makes a directory adds no bytes of content, and yet it is a layer. Take the number of layers from the number of rows.',
      },
    },
    'all-rows': {
      commands: ['docker history -q redis:7.0 | wc -l > ~/answer'],
      diagnosis: {
        ko: '{answer}개라는 답은 `docker history`의 줄 수 전부예요. 그 가운데에는 레이어를 만든 줄도 있어요. 앞에서 센 레이어 수를 빼 보세요.',
        en: 'The answer {answer} is the number of all rows of `docker history`. Some of them did make a layer: subtract the number of layers that you counted.',
      },
    },
    layers: {
      commands: ["docker inspect -f '{{len .RootFS.Layers}}' redis:7.0 > ~/answer"],
      diagnosis: {
        ko: '{answer}개라는 답은 레이어의 수, 곧 레이어를 만든 줄의 수예요. 묻는 것은 나머지, 레이어를 만들지 않은 줄의 수예요. `docker history`의 줄 수에서 {answer}만큼 빼 보세요.',
        en: 'The answer {answer} is the number of layers, so of the rows that made one. The question is about the others: take {answer} from the number of rows in `docker history`.',
      },
    },
  },
  missing: {
    ko: '`~/answer` 파일에 적힌, 레이어를 만들지 않은 줄의 수를 찾고 있어요.',
    en: 'Looking for the number of rows that made no layer in the file `~/answer`.',
  },
  note: {
    ko: '맞아요. {rows}줄 가운데 레이어를 만든 것은 {layers}줄이고, {answer}줄은 설정만 바꿨어요.',
    en: 'Right: of {rows} rows, {layers} made a layer, and {answer} only changed settings.',
  },
});
