/** Events as the real server sends them, for pages to show. */
export const lesson = 'layers/commit';
const at = '2026-01-01T00:00:00.000Z';
const both = (ko: string, en: string) => ({
  ko: [{ kind: 'text', text: ko }],
  en: [{ kind: 'text', text: en }],
});

export const ready = { type: 'preparation', preparation: { state: 'ready', stages: [] } };
export const preparing = {
  type: 'preparation',
  preparation: {
    state: 'preparing',
    stages: [
      { id: 'host-engine', state: 'done', elapsedMs: 2_100 },
      {
        id: 'sandbox-image',
        state: 'running',
        progress: 0.4,
        elapsedMs: 41_000,
        detail: both('Debian 패키지를 설치하고 있어요', 'Installing Debian packages'),
      },
      { id: 'course-images', state: 'waiting' },
      { id: 'golden-store', state: 'waiting' },
      { id: 'services', state: 'waiting' },
    ],
  },
};
export const readingOnly = {
  type: 'preparation',
  preparation: {
    state: 'reading-only',
    stages: [],
    reason: both('이 컴퓨터에는 Docker Engine이 없어요.', 'This machine has no Docker Engine.'),
  },
};

export const session = (state: string, id = 'abcdef123456', coming?: unknown) => ({
  type: 'session',
  session: {
    ...{ id, state, startedAt: at, coming },
    terminals: state === 'ready' || state === 'frozen' ? [{ id: 't1' }] : [],
  },
});

export const openLesson = (currentStep: string | null, verdicts: unknown[] = [], id = lesson) => ({
  lesson: id,
  state: 'open',
  contentHash: 'hash',
  currentStep,
  verdicts,
});
export const lessonEvent = (...args: Parameters<typeof openLesson>) => ({
  type: 'lesson',
  lesson: openLesson(...args),
});

export const stepVerdict = (step: string, verdict: unknown, trigger = 'command') => ({
  lesson,
  step,
  verdict,
  trigger,
  at,
});
export const verdictEvent = (...args: Parameters<typeof stepVerdict>) => ({
  type: 'verdict',
  verdict: stepVerdict(...args),
});

export const mistake = {
  status: 'mistake',
  mistake: 'unchanged',
  diagnosis: {
    ko: [
      { kind: 'value', text: 'redis-custom:first' },
      { kind: 'text', text: ' 이미지의 레이어가 ' },
      { kind: 'code', text: 'redis:7.0' },
      { kind: 'text', text: ' 이미지와 똑같아요.\n\n먼저 컨테이너 안에 파일을 만드세요.' },
    ],
    en: [
      { kind: 'text', text: 'The image ' },
      { kind: 'value', text: 'redis-custom:first' },
      { kind: 'text', text: ' has the layers of ' },
      { kind: 'code', text: 'redis:7.0' },
      { kind: 'text', text: '.\n\nMake a file in the container first.' },
    ],
  },
};
export const couldNotRun = {
  status: 'could-not-run',
  reason: both('엔진이 답하지 않았어요.', 'The engine did not answer.'),
  willRetry: true,
};
