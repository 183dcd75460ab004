import { answerCount, answerPath } from '../../../sandbox/checks/answers.ts';
import { commands } from '../../../sandbox/checks/collectors.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import type { TypedCommand } from '../../../sandbox/checks/record.ts';
import { searchResults } from '../../../sandbox/checks/search-results.ts';
import { dockerCalls, operands } from '../../../sandbox/checks/typed-docker.ts';

/** A search leaves no state behind, so what the learner read in the results is asked for. */
export const official = defineStep({
  id: 'official',
  collect: {
    rows: searchResults('redis'),
    answer: homeFile(answerPath, { maxBytes: 1_024 }),
    typed: commands(),
  },
  judge({ rows, answer, typed }) {
    const stars = answerCount(answer);
    const right = rows.find((row) => row.isOfficial && row.stars === stars);
    if (right) return passed({ name: right.name, stars: right.stars });
    const other = rows.find((row) => row.stars === stars);
    if (other) return mistake('other-row', { answer: other.stars, name: other.name });
    const term = searchedWithTag(typed.at(-1));
    return term === undefined ? notYet() : mistake('with-tag', { typed: term });
  },
  hints: [
    {
      ko: '`docker search redis` 출력에서 OFFICIAL 열에 `[OK]`가 있는 줄을 찾아 보세요.',
      en: 'In what `docker search redis` prints, find the line with `[OK]` in the column OFFICIAL.',
    },
    {
      ko: '그 줄의 STARS 열에 있는 숫자를 `echo 숫자 > ~/answer`처럼 적으면 돼요.',
      en: 'Write the number in the STARS column of that line: `echo NUMBER > ~/answer`.',
    },
  ],
  solution: {
    commands: [
      'docker search redis',
      "docker search --filter is-official=true --format '{{.StarCount}}' redis | head -n 1 > ~/answer",
    ],
    explanation: {
      ko: '`--filter is-official=true`는 공식 이미지만 남겨요. 눈으로 찾아서 `echo`로 적어도 똑같아요.',
      en: '`--filter is-official=true` leaves only official images. Finding the line by eye and writing the number with `echo` does as well.',
    },
  },
  mistakes: {
    'with-tag': {
      commands: ['docker search redis:7.0'],
      diagnosis: {
        ko: '`{typed}`라고 찾았네요. 검색은 리포지터리의 이름과 설명에서 찾고, 태그는 찾지 않아요. 콜론부터는 빼고 `docker search redis` 명령어를 쳐 보세요.',
        en: 'You searched for `{typed}`. A search looks at names and descriptions of repositories, never at tags. Leave out everything from the colon on: `docker search redis`.',
      },
    },
    'other-row': {
      commands: [
        "docker search --format '{{.Name}} {{.StarCount}}' redis | grep / | head -n 1 | cut -d ' ' -f 2 > ~/answer",
      ],
      diagnosis: {
        ko: '{answer} 값은 `{name}` 줄에 있는 숫자예요. 그 줄의 OFFICIAL 열은 비어 있어요. `[OK]`가 있는 줄의 숫자를 적어 보세요.',
        en: '{answer} is the number in the line of `{name}`, and its column OFFICIAL is empty. Write the number of the line with `[OK]`.',
      },
    },
  },
  missing: {
    ko: '`~/answer` 파일에 적힌, 공식 `redis` 이미지의 별 수를 찾고 있어요.',
    en: 'Looking for the stars of the official `redis` image in the file `~/answer`.',
  },
  note: {
    ko: '맞아요. 공식 이미지는 `{name}` 이미지이고, 별은 {stars}개예요.',
    en: 'Right: the official image is `{name}`, with {stars} stars.',
  },
});

function searchedWithTag(last: TypedCommand | undefined): string | undefined {
  const search = dockerCalls(last?.text ?? '').findLast(([verb]) => verb === 'search');
  const [term] = operands((search ?? []).slice(1), ['--limit', '-f', '--filter', '--format']);
  return term !== undefined && /^[\w./-]+:[\w.-]+$/.test(term) ? term : undefined;
}
