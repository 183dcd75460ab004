import { render } from 'preact';
import { type StepId, stepId } from '../../sandbox/contract/ids.ts';
import { ApiError } from '../lib/api.ts';
import { lastingImport } from '../lib/lasting-import.ts';
import { createStore } from '../lib/store.ts';
import { showImageSource } from './image-source.ts';
import { type LessonSession, startLessonSession } from './lesson-session.ts';
import { markMenu } from './menu-marks.ts';
import { movePanes } from './pane-handle.ts';
import { switchPanes } from './pane-tabs.ts';
import { PracticePane } from './practice-pane.tsx';
import { markSteps, type StepNews } from './step-marks.ts';
import { mindTerms } from './term-notes.ts';

showImageSource();

/** Brings a lesson page to life: the page itself was readable before. */
const lesson = document.querySelector<HTMLElement>('[data-lesson]');
if (lesson?.dataset.lesson) {
  mindTerms(lesson);
  start(lesson.dataset.lesson);
}

function start(id: string) {
  const session = startLessonSession(id);
  markMenu(session.state);
  const panels = [...document.querySelectorAll<HTMLElement>('[data-step-panel]')];
  const steps = panels.map((panel) => stepId.parse(panel.dataset.stepPanel));

  const news = createStore<StepNews | undefined>(undefined);
  markSteps(session, steps, (latest) => news.update(() => latest));
  whenOpen(session, async () => {
    const live = await lastingImport(() => import('./practice-live.ts'), new AbortController().signal);
    if (live === undefined) return;
    live.showOwnValues(session.state, id);
    void askAgain(live);
    panels.forEach((panel, index) => {
      const step = steps[index];
      if (step)
        render(
          <live.StepPanel session={session} step={step} hintCount={Number(panel.dataset.hints)} />,
          panel,
        );
    });
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

/** A mistake of an earlier chapter comes back as a question above the lesson's own. Without an answer there is none. */
async function askAgain({ findMetMistake, MetMistakeCard }: typeof import('./practice-live.ts')) {
  const place = document.querySelector<HTMLElement>('#met-mistake');
  if (place === null) return;
  try {
    const met = await findMetMistake(place);
    if (met) render(<MetMistakeCard met={met} />, place);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
  }
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
