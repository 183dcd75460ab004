import type { CouldNotCollect } from './evidence.ts';
import type { Text } from './lesson.ts';

/** Why a check gave no answer. `not-saved`: the store refused it. `bug`: the judge itself failed. */
export type Reason = CouldNotCollect['reason'] | 'not-saved' | 'bug';

/** What a learner reads when a check gave no answer: what happened, and what to do or that nothing need be done. */
export const reasonTexts: Readonly<Record<Reason, Text>> = {
  'engine-stopped': {
    ko: '샌드박스의 Docker Engine이 응답하지 않아서 확인하지 못했어요. 다시 응답하면 저절로 확인할게요.',
    en: 'The Docker Engine in your sandbox does not answer. The check runs by itself once it answers again.',
  },
  'timed-out': {
    ko: '샌드박스의 Docker Engine이 너무 늦게 응답해서 확인하지 못했어요. 곧 다시 확인할게요.',
    en: 'The Docker Engine in your sandbox took too long to answer. The check runs again soon.',
  },
  'too-big': {
    ko: '살펴볼 이미지나 컨테이너, 폴더에 파일이 너무 많아서 확인하지 못했어요. 큰 것을 지우고 작은 것으로 다시 만들어 보세요.',
    en: 'The image, container or folder to look at has too many files to check. Remove it and make a smaller one.',
  },
  'events-missed': {
    ko: '이 단계는 Docker Engine에서 일어난 일을 순서대로 봐야 하는데, 그 기록의 일부를 놓쳤어요. ‘이 레슨 처음부터’를 누르고 다시 해 보세요.',
    en: 'This step looks at what happened in the Docker Engine, and a part of that record was missed. Choose “Start this lesson over” and do it again.',
  },
  unreadable: {
    ko: '샌드박스의 Docker Engine이 한 답을 읽을 수 없어서 확인하지 못했어요. 곧 다시 확인할게요.',
    en: 'An answer of the Docker Engine in your sandbox could not be read. The check runs again soon.',
  },
  'not-saved': {
    ko: '확인한 결과를 저장하지 못했어요(디스크가 가득 찼을 수 있어요). 지금까지 한 것은 그대로 있고, 곧 다시 확인할게요.',
    en: 'The result could not be saved (the disk may be full). Your work is still there, and the check runs again soon.',
  },
  bug: {
    ko: '이 단계의 확인 코드에 문제가 있어서 확인하지 못했어요. 틀렸다는 뜻이 아니에요. 운영자에게 알려 주세요.',
    en: 'The check of this step has a fault of its own, so it could not run. You did nothing wrong. Please tell the operator.',
  },
};

/** Whether asking again by itself can help. */
export const retried: Readonly<Record<Reason, boolean>> = {
  'engine-stopped': true,
  'timed-out': true,
  unreadable: true,
  'not-saved': true,
  // The answer changes only when the learner does something, which triggers a check anyway.
  'too-big': false,
  'events-missed': false,
  bug: false,
};

export const startStateTexts = {
  setting: {
    ko: '이 레슨의 시작 상태를 만들고 있어요.',
    en: 'Setting the start state of this lesson.',
  },
  failed: {
    ko: '이 레슨의 시작 상태를 만들지 못했어요. ‘이 레슨 처음부터’를 눌러 보고, 그래도 안 되면 샌드박스를 초기화해 주세요.',
    en: 'The start state of this lesson could not be made. Choose “Start this lesson over”; if that fails too, reset the sandbox.',
  },
} as const satisfies Record<string, Text>;

/** The answer to a check of a step that comes after the one that is open. */
export const earlierStepText: Text = {
  ko: '이 단계는 앞 단계를 마치면 확인할 수 있어요.',
  en: 'This step can be checked once the step before it is done.',
};
