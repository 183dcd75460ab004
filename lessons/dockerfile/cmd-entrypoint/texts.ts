import type { Text } from '../../../sandbox/checks/lesson.ts';

export const quotesText: Text = {
  ko: '빌드는 됐지만 {instruction} 지시어가 목록으로 읽히지 않았어요. 이미지의 설정에는 셸에게 `{line}` 줄을 통째로 넘긴다고 적혀 있어요. 목록은 JSON이라서 곧은 큰따옴표(`"`)만 알아봐요. 작은따옴표나 둥근따옴표가 있으면 조용히 셸 형식으로 바뀌어요. 따옴표를 고쳐서 다시 빌드해 보세요.',
  en: 'It was built, but {instruction} was not read as a list: the image’s settings hand the whole line `{line}` to a shell. The list is JSON and knows straight double quotes (`"`) only; with single or curly ones it silently turns into the shell form. Mend the quotes and build again.',
};

export const removedItselfText: Text = {
  ko: '`{words}` 부분은 잘 전해졌어요. 그런데 `--rm` 옵션 때문에 컨테이너가 끝나자마자 지워져서 확인할 것이 남지 않았어요. `--rm` 없이 한 번 더 실행해 보세요.',
  en: '`{words}` did get there. But because of `--rm` the container went as soon as it had ended, and nothing is left to look at. Run it once more without `--rm`.',
};
