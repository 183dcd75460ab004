import { render } from 'preact';
import { type StepId, stepId } from '../../sandbox/contract/ids.ts';
import { createStore } from '../lib/store.ts';
import { showImageSource } from './image-source.ts';
import { startLessonSession } from './lesson-session.ts';
import { markMenu } from './menu-marks.ts';
import { movePanes } from './pane-handle.ts';
import { switchPanes } from './pane-tabs.ts';
import { PracticePane } from './practice-pane.tsx';
import { markSteps, type StepNews } from './step-marks.ts';
import { StepPanel } from './step-panel.tsx';

showImageSource();

/** Brings a lesson page to life: the page itself was readable before. */
const lesson = document.querySelector<HTMLElement>('[data-lesson]');
if (lesson?.dataset.lesson) start(lesson.dataset.lesson);

function start(id: string) {
  const session = startLessonSession(id);
  markMenu(session.state);
  const panels = [...document.querySelectorAll<HTMLElement>('[data-step-panel]')];
  const steps = panels.map((panel) => stepId.parse(panel.dataset.stepPanel));

  const news = createStore<StepNews | undefined>(undefined);
  markSteps(session, steps, (latest) => news.update(() => latest));
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
    const current = document.querySelector<HTMLElement>('.step-actions button');
    (current ?? document.querySelector<HTMLElement>('#lesson'))?.focus();
  }
  function showStep(step: StepId) {
    selectPane('lesson');
    const place = document.querySelector(`[data-step-panel="${step}"]`);
    place?.scrollIntoView({ block: 'center', behavior: calm() ? 'instant' : 'smooth' });
  }
  function focusTerminal() {
    selectPane('terminal');
    document.querySelector<HTMLElement>('#terminal textarea')?.focus();
  }

  const practice = document.querySelector<HTMLElement>('#practice');
  if (practice) {
    render(
      <PracticePane session={session} news={news} onShowStep={showStep} onLeave={focusLesson} />,
      practice,
    );
  }
  document.addEventListener('keydown', (event) => {
    if (!event.ctrlKey || !event.shiftKey || event.code !== 'Period' || event.defaultPrevented) return;
    event.preventDefault();
    focusTerminal();
  });
}

const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
