import { answerLine, answerPath } from '../../../sandbox/checks/answers.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { searchResults } from '../../../sandbox/checks/search-results.ts';

/** Of those that only have the name in common, the most popular. */
export const lookAlike = defineStep({
  id: 'look-alike',
  collect: { rows: searchResults('redis'), answer: homeFile(answerPath, { maxBytes: 1_024 }) },
  judge({ rows, answer }) {
    const said = answerLine(answer)
      ?.toLowerCase()
      .replace(/^docker\.io\//, '');
    const row = rows.find(({ name }) => name === said);
    if (!row) return notYet();
    const most = Math.max(...rows.filter(({ isOfficial }) => !isOfficial).map(({ stars }) => stars));
    if (row.isOfficial) return mistake('official-one', { name: row.name, stars: row.stars });
    return row.stars === most
      ? passed({ name: row.name })
      : mistake('fewer-stars', { name: row.name, stars: row.stars });
  },
  hints: [
    {
      ko: 'OFFICIAL 열이 비어 있는 줄만 보세요. 그 가운데 STARS 열의 숫자가 가장 큰 줄을 찾아요.',
      en: 'Look only at lines whose column OFFICIAL is empty. Which of these has the largest number of STARS?',
    },
    {
      ko: '공식 이미지만 빼고 보려면 `docker search --filter is-official=false redis`라고 치면 돼요.',
      en: 'To leave the official one out, type `docker search --filter is-official=false redis`.',
    },
    {
      ko: '이름은 `누구/무엇` 꼴이에요. `echo 누구/무엇 > ~/answer`처럼 적으세요.',
      en: 'The name looks like `somebody/something`. Write it: `echo somebody/something > ~/answer`.',
    },
  ],
  solution: {
    commands: [
      'docker search --filter is-official=false redis',
      "docker search --filter is-official=false --format '{{.StarCount}} {{.Name}}' redis | sort -rn | head -n 1 | cut -d ' ' -f 2 > ~/answer",
    ],
  },
  mistakes: {
    'official-one': {
      commands: ['echo redis > ~/answer'],
      diagnosis: {
        ko: '`{name}` 이미지는 별이 {stars}개로 많지만, OFFICIAL 열에 `[OK]`가 있는 공식 이미지예요. `[OK]`가 없는 줄 가운데에서 골라 보세요.',
        en: '`{name}` has many stars, {stars}, but it is the official image, with `[OK]` in the column OFFICIAL. Choose among the lines without `[OK]`.',
      },
    },
    'fewer-stars': {
      commands: [
        "docker search --filter is-official=false --format '{{.StarCount}} {{.Name}}' redis | sort -n | head -n 1 | cut -d ' ' -f 2 > ~/answer",
      ],
      diagnosis: {
        ko: '`{name}` 이미지는 공식 이미지가 아닌 것은 맞지만, 별이 {stars}개예요. 공식이 아닌 것 가운데 별이 더 많은 이미지가 있어요.',
        en: '`{name}` is indeed not official, but it has {stars} stars, and another one that is not official has more.',
      },
    },
  },
  missing: {
    ko: '`~/answer` 파일에 적힌, 공식이 아닌 것 가운데 별이 가장 많은 이미지의 이름을 찾고 있어요.',
    en: 'Looking for the name of the image with the most stars among those that are not official, in the file `~/answer`.',
  },
  note: {
    ko: '맞아요. `{name}` 이미지는 인기가 있지만 공식 이미지는 아니에요. 이름 앞부분이 올린 사람이나 회사예요.',
    en: 'Right: `{name}` is popular and not official. The first part of its name is whoever published it.',
  },
});
