import type { LiveTexts } from '../../content/texts/ui.ts';
import type { StepId } from '../../sandbox/contract/ids.ts';
import { type LiveState, type StepStatus, stepStatus } from '../lib/live-state.ts';
import { say } from '../lib/page.ts';
import type { LessonSession } from './lesson-session.ts';

const statusText: Record<StepStatus, keyof LiveTexts> = {
  passed: 'statusPassed',
  'passed-before': 'statusPassedBefore',
  current: 'statusCurrent',
  mistake: 'statusMistake',
  'could-not-run': 'statusCouldNotRun',
  waiting: 'statusWaiting',
};

const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];

/** What became of a step just now. */
export interface StepNews {
  step: StepId;
  title: string;
  status: StepStatus;
}

/**
 * Marks steps and their links with how they stand, says the changes aloud and hands them on. The markup is the page's
 * own.
 */
export function markSteps(
  session: LessonSession,
  steps: readonly StepId[],
  onNews: (news: StepNews) => void,
): void {
  const shown = new Map<StepId, StepStatus>();
  let initial = true;

  function announce(news: StepNews) {
    const key = announcement[news.status];
    if (key === undefined) return;
    const region = document.querySelector('#announcements');
    if (region) region.textContent = say(key, { step: news.title });
    onNews(news);
  }

  function show(state: LiveState) {
    if (state.connection === 'connecting') return;
    for (const step of steps) {
      const status = stepStatus(state, session.lesson, step);
      const before = shown.get(step);
      if (before === status) continue;
      shown.set(step, status);
      mark(step, status);
      if (!initial && before !== undefined) announce({ step, title: titleOf(step), status });
    }
    const done = steps.filter((step) => shown.get(step) === 'passed' || shown.get(step) === 'passed-before');
    countDone(done.length, steps.length);
    document.body.toggleAttribute(
      'data-lesson-done',
      steps.every((step) => shown.get(step) === 'passed'),
    );
    initial = state.lesson === undefined;
  }

  session.state.subscribe(show);
  show(session.state.get());
}

function mark(step: StepId, status: StepStatus) {
  for (const element of all(`[data-step="${step}"]`)) element.dataset.status = status;
  for (const element of all(`[data-step-status="${step}"]`)) element.textContent = say(statusText[status]);
  const link = document.querySelector(`.step-links [data-step="${step}"]`);
  if (status === 'current') link?.setAttribute('aria-current', 'step');
  else link?.removeAttribute('aria-current');
}

const announcement: Partial<Record<StepStatus, keyof LiveTexts>> = {
  passed: 'passedAnnouncement',
  mistake: 'mistakeAnnouncement',
  'could-not-run': 'couldNotRunAnnouncement',
};

const titleOf = (step: StepId) => document.querySelector(`[data-step-title="${step}"]`)?.textContent ?? step;

function countDone(done: number, total: number) {
  for (const element of all('[data-steps-done]')) {
    element.textContent = say('stepsDone', { done, total });
  }
}
