import { render } from 'preact';
import type { StepId } from '../../sandbox/contract/ids.ts';
import { ApiError } from '../lib/api.ts';
import { showImageSource } from './image-source.ts';
import type { LessonSession } from './lesson-session.ts';
import { findMetMistake, MetMistakeCard } from './met-mistake.tsx';
import { showOwnValues } from './own-values.ts';
import { StepPanel } from './step-panel.tsx';

/** What a lesson that is open in a sandbox adds to its text. `steps` belong to `panels`, one by one. */
export function helpWithLesson(
  session: LessonSession,
  panels: readonly HTMLElement[],
  steps: readonly StepId[],
): void {
  panels.forEach((panel, index) => {
    const step = steps[index];
    if (step)
      render(<StepPanel session={session} step={step} hintCount={Number(panel.dataset.hints)} />, panel);
  });
  showOwnValues(session.state, session.lesson);
  showImageSource();
  void askAgain();
}

/** A mistake of an earlier chapter comes back as a question above the lesson's own. Without an answer there is none. */
async function askAgain() {
  const place = document.querySelector<HTMLElement>('#met-mistake');
  if (place === null) return;
  try {
    const met = await findMetMistake(place);
    if (met) render(<MetMistakeCard met={met} />, place);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
}
