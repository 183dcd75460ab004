import { answerLine, answerPath } from '../../../sandbox/checks/answers.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { type SearchRow, searchResults } from '../../../sandbox/checks/search-results.ts';

/** How Docker Hub marks an official image that nobody looks after any more. */
const isGivenUp = ({ description }: SearchRow) => /^\W*deprecated\b/i.test(description);

/** The one with the most stars is official, and given up. */
export const choose = defineStep({
  id: 'choose',
  collect: { rows: searchResults('openjdk'), answer: homeFile(answerPath, { maxBytes: 1_024 }) },
  judge({ rows, answer }) {
    // With a tag it is the same repository.
    const said = answerLine(answer)
      ?.toLowerCase()
      .replace(/^docker\.io\//, '')
      .replace(/:[\w.-]+$/, '');
    const row = rows.find(({ name }) => name === said);
    if (!row) return notYet();
    if (isGivenUp(row)) return mistake('by-stars', { name: row.name, stars: row.stars });
    return row.isOfficial ? passed({ name: row.name, stars: row.stars }) : notYet();
  },
  hints: [
    {
      ko: '별이 가장 많은 줄의 DESCRIPTION 열을 읽어 보세요.',
      en: 'Read the DESCRIPTION of the line with the most stars.',
    },
    {
      ko: 'DEPRECATED는 더는 관리하지 않는다는 뜻이에요. 그 줄에는 대신 쓸 이미지의 이름도 적혀 있어요.',
      en: 'DEPRECATED means that it is no longer looked after. That line also names what to use instead.',
    },
    {
      ko: '`echo eclipse-temurin > ~/answer`라고 치면 돼요.',
      en: 'Type `echo eclipse-temurin > ~/answer`.',
    },
  ],
  solution: { commands: ['docker search --no-trunc openjdk', 'echo eclipse-temurin > ~/answer'] },
  alternatives: { 'another one that is looked after': ['echo amazoncorretto > ~/answer'] },
  mistakes: {
    'by-stars': {
      commands: ['echo openjdk > ~/answer'],
      diagnosis: {
        ko: '`{name}` 이미지는 별이 {stars}개로 가장 많지만, DESCRIPTION 열에 DEPRECATED라고 적혀 있어요. 더는 관리하지 않아서 보안 수정도 들어오지 않는다는 뜻이에요. 별은 오래 쌓인 인기일 뿐이에요. 공식 이미지이면서 지금도 관리하는 것을 골라 보세요.',
        en: '`{name}` has the most stars, {stars}, but its DESCRIPTION says DEPRECATED: nobody looks after it any more, so it gets no security fixes either. Stars are popularity of many years. Choose one that is official and still looked after.',
      },
    },
  },
  missing: {
    ko: '`~/answer` 파일에 적힌, Java를 위한 공식 이미지이면서 지금도 관리하는 이미지의 이름을 찾고 있어요.',
    en: 'Looking for the name of an official image for Java that is still looked after, in the file `~/answer`.',
  },
  note: {
    ko: '맞아요. `{name}` 이미지는 별이 {stars}개로 더 적지만, 공식이면서 지금도 관리하고 있어요.',
    en: 'Right: `{name}` has fewer stars, {stars}, but it is official and still looked after.',
  },
});
