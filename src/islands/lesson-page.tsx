import { render } from 'preact';
import { type StepId, stepId } from '../../sandbox/contract/ids.ts';
import { lastingImport } from '../lib/lasting-import.ts';
import { createStore } from '../lib/store.ts';
import { type LessonSession, startLessonSession } from './lesson-session.ts';
import { movePanes } from './pane-handle.ts';
import { switchPanes } from './pane-tabs.ts';
import { PracticePane } from './practice-pane.tsx';
import { markSteps, type StepNews } from './step-marks.ts';
import { mindTerms } from './term-notes.ts';

/** Brings a lesson page to life: the page itself was readable before. */
const lesson = document.querySelector<HTMLElement>('[data-lesson]');
if (lesson?.dataset.lesson) {
  mindTerms(lesson);
  start(lesson.dataset.lesson);
}

function start(id: string) {
  const session = startLessonSession(id);
  const panels = [...document.querySelectorAll<HTMLElement>('[data-step-panel]')];
  const steps = panels.map((panel) => stepId.parse(panel.dataset.stepPanel));

  const news = createStore<StepNews | undefined>(undefined);
  markSteps(session, steps, (latest) => news.update(() => latest));
  whenOpen(session, async () => {
    const live = await lastingImport(() => import('./practice-live.ts'), new AbortController().signal);
    live?.helpWithLesson(session, panels, steps);
  });

  document.querySelector('.course-menu')?.addEventListener('toggle', () => markMenu(session), { once: true });
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

/** The menu is closed to begin with, and few open it. */
async function markMenu({ state }: LessonSession) {
  const marks = await lastingImport(() => import('./menu-marks.ts'), new AbortController().signal);
  marks?.markMenu(state);
}

/** Once, as soon as a lesson is open in a sandbox: a page that is only read needs nothing under its steps. */
function whenOpen({ state }: LessonSession, then: () => void) {
  const stop = state.subscribe(({ lesson }) => {
    if (lesson === undefined) return;
    stop();
    then();
  });
}

const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
