import { render } from 'preact';
import { stepId } from '../../sandbox/contract/ids.ts';
import { startLessonSession } from './lesson-session.ts';
import { movePanes } from './pane-handle.ts';
import { switchPanes } from './pane-tabs.ts';
import { PracticePane } from './practice-pane.tsx';
import { markSteps } from './step-marks.ts';
import { StepPanel } from './step-panel.tsx';

/** Brings a lesson page to life: the page itself was readable before. */
const lesson = document.querySelector<HTMLElement>('[data-lesson]');
if (lesson?.dataset.lesson) start(lesson.dataset.lesson);

function start(id: string) {
  const session = startLessonSession(id);
  const panels = [...document.querySelectorAll<HTMLElement>('[data-step-panel]')];
  const steps = panels.map((panel) => stepId.parse(panel.dataset.stepPanel));

  markSteps(session, steps);
  panels.forEach((panel, index) => {
    const step = steps[index];
    if (step)
      render(<StepPanel session={session} step={step} hintCount={Number(panel.dataset.hints)} />, panel);
  });

  const handle = document.querySelector<HTMLElement>('#pane-handle');
  if (handle) movePanes(handle);
  const tabs = document.querySelector<HTMLElement>('#pane-tabs');
  const selectPane = tabs ? switchPanes(tabs) : () => {};

  function focusLesson() {
    selectPane('lesson');
    const current = document.querySelector<HTMLElement>(
      '.step[data-status="current"], .step[data-status="mistake"]',
    );
    (
      current?.querySelector<HTMLElement>('.step-actions button') ??
      document.querySelector<HTMLElement>('#lesson')
    )?.focus();
  }
  function focusTerminal() {
    selectPane('terminal');
    document.querySelector<HTMLElement>('#terminal textarea')?.focus();
  }

  const practice = document.querySelector<HTMLElement>('#practice');
  if (practice) render(<PracticePane session={session} onLeave={focusLesson} />, practice);
  document.addEventListener('keydown', (event) => {
    if (!event.ctrlKey || !event.shiftKey || event.code !== 'Period' || event.defaultPrevented) return;
    event.preventDefault();
    focusTerminal();
  });
}
