import { useEffect, useState } from 'preact/hooks';
import type { StepId } from '../../sandbox/contract/ids.ts';
import { lastingImport } from '../lib/lasting-import.ts';
import { say } from '../lib/page.ts';
import { practiceView } from '../lib/practice-view.ts';
import { type Store, useStore } from '../lib/store.ts';
import type { LessonSession } from './lesson-session.ts';
import { PracticeState } from './practice-state.tsx';
import type { StepNews } from './step-marks.ts';
import type { ConnectionState } from './terminal/connection.ts';
import { defaultSettings, type TerminalSettings } from './terminal-settings.ts';

interface Props {
  session: LessonSession;
  news: Store<StepNews | undefined>;
  onShowStep(step: StepId): void;
  onLeave(): void;
}

/** The right side of a lesson page: the terminal, or what keeps it from being there. */
export function PracticePane({ session, news, onShowStep, onLeave }: Props) {
  const state = useStore(session.state);
  const [settings, setSettings] = useState<TerminalSettings>(defaultSettings);
  const [terminalState, setTerminalState] = useState<ConnectionState>('connecting');
  const view = practiceView(state);
  const live = useLive(view.kind === 'terminal' || view.kind === 'failed' || view.kind === 'stopped');
  const lost = state.connection === 'lost' || terminalState === 'reconnecting';
  return (
    <>
      <div class="practice-bar">
        <h2>{say('terminal')}</h2>
        {view.kind === 'terminal' && <BarLine lost={lost} preparing={state.lesson?.state === 'preparing'} />}
        {live && <live.PracticeMenu session={session} settings={settings} onSettings={setSettings} />}
      </div>
      <Notices session={session} />
      {live && <live.LifeNotice session={session} />}
      {live && <live.StepNewsLine news={news} onShowStep={onShowStep} />}
      {view.kind !== 'terminal' && <PracticeState view={view} onRetry={() => void session.resume()} />}
      {view.kind === 'terminal' && live && (
        <live.TerminalHost
          key={`${view.terminal} ${state.session?.id} ${state.session?.startedAt}`}
          id={view.terminal}
          onState={setTerminalState}
          settings={settings}
          onLeave={onLeave}
        />
      )}
    </>
  );
}

type Live = typeof import('./practice-live.ts');

function useLive(needed: boolean): Live | undefined {
  const [live, setLive] = useState<Live>();
  useEffect(() => {
    if (!needed || live) return undefined;
    const ended = new AbortController();
    lastingImport(() => import('./practice-live.ts'), ended.signal).then((module) => {
      if (module) setLive(module);
    });
    return () => ended.abort();
  }, [needed, live]);
  return live;
}

/** What is wrong now and can be mended by the learner; gone when it is over. */
function Notices({ session }: { session: LessonSession }) {
  const state = useStore(session.state);
  const isOpenHere = state.lesson === undefined || state.lesson.lesson === session.lesson;
  return (
    <div class="notices" role="status">
      {state.problem && <p class="notice">{state.problem}</p>}
      {state.connection === 'live' && !isOpenHere && (
        <p class="notice">
          {say('openElsewhere')}{' '}
          <button type="button" class="button small" onClick={() => void session.resume()}>
            {say('openHere')}
          </button>
        </p>
      )}
      {state.lesson?.state === 'failed' && isOpenHere && (
        <p class="notice">
          {say('lessonFailed')}{' '}
          <button type="button" class="button small" onClick={() => void session.restartLesson()}>
            {say('tryAgain')}
          </button>
        </p>
      )}
    </div>
  );
}

/** A connection that heals at once is not worth a word. */
const worthAWordMs = 600;

/** One calm line for what heals by itself, in the bar, so that the terminal keeps its size; else the way out. */
function BarLine({ lost, preparing }: { lost: boolean; preparing: boolean }) {
  const shown = useLasting(lost, worthAWordMs);
  const busy = shown ? say('reconnecting') : preparing ? say('preparingLesson') : undefined;
  return (
    <>
      <p class="bar-line busy" role="status" hidden={busy === undefined}>
        {busy}
      </p>
      {busy === undefined && <p class="bar-line leave-hint">{say('terminalLeave')}</p>}
    </>
  );
}

/** True once `value` has been true for this long. */
function useLasting(value: boolean, lastingMs: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!value) return setLasting(false);
    const timer = setTimeout(() => setLasting(true), lastingMs);
    return () => clearTimeout(timer);
  }, [value, lastingMs]);
  return lasting;
}
