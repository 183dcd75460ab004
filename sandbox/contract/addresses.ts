import type { StepId, TerminalId } from './ids.ts';

const step = (lesson: string, id: StepId) => `/api/lessons/${lesson}/steps/${id}`;

/**
 * Addresses of the API that pages use; `lesson` is a lesson's id (`<chapter>/<lesson>`). The method and the schema of
 * the reply (`http.ts`, `verdict.ts`) stand beside each.
 */
export const apiAddress = {
  /** GET, no sign-in → `health` */
  health: '/api/health',
  /** GET, server-sent events: unnamed messages whose data is one `serverEvent` as JSON. */
  events: '/api/events',
  /** GET → `progress` */
  progress: '/api/progress',
  /** GET, no sign-in → `imagesReply` */
  images: '/api/images',
  /** GET, no sign-in → `imagePackagesReply` */
  imagePackages: '/api/images/packages',
  /** GET → `metMistakes` */
  mistakes: '/api/mistakes',
  /** GET, or POST to lease → `session` */
  session: '/api/session',
  /** POST → `session` */
  resetSession: '/api/session/reset',
  /** POST → `openLesson` */
  openLesson: (lesson: string) => `/api/lessons/${lesson}/open`,
  /** POST → `openLesson` */
  restartLesson: (lesson: string) => `/api/lessons/${lesson}/restart`,
  /** POST → `stepVerdict` */
  check: (lesson: string, id: StepId) => `${step(lesson, id)}/check`,
  /** GET → `hintReply`; `index` from 0, mildest first */
  hint: (lesson: string, id: StepId, index: number) => `${step(lesson, id)}/hints/${index}`,
  /** GET → `solutionReply` */
  solution: (lesson: string, id: StepId) => `${step(lesson, id)}/solution`,
  /** WebSocket (`frames.ts`) */
  terminal: (id: TerminalId) => `/api/terminals/${id}`,
};
