import type { StepId, TerminalId } from '../../sandbox/contract/ids.ts';

const step = (lesson: string, id: StepId) => `/api/lessons/${lesson}/steps/${id}`;

/** Addresses of the server's API that pages use. */
export const apiAddress = {
  events: '/api/events',
  progress: '/api/progress',
  session: '/api/session',
  resetSession: '/api/session/reset',
  openLesson: (lesson: string) => `/api/lessons/${lesson}/open`,
  restartLesson: (lesson: string) => `/api/lessons/${lesson}/restart`,
  check: (lesson: string, id: StepId) => `${step(lesson, id)}/check`,
  hint: (lesson: string, id: StepId, index: number) => `${step(lesson, id)}/hints/${index}`,
  solution: (lesson: string, id: StepId) => `${step(lesson, id)}/solution`,
  terminal: (id: TerminalId) => `/api/terminals/${id}`,
};
