import { useEffect, useState } from 'preact/hooks';
import { say } from '../lib/page.ts';
import { practiceView } from '../lib/practice-view.ts';
import { useStore } from '../lib/store.ts';
import type { LessonSession } from './lesson-session.ts';
import { PracticeMenu } from './practice-menu.tsx';
import { PracticeState } from './practice-state.tsx';
import { defaultSettings, type TerminalSettings } from './terminal-settings.ts';

/** The right side of a lesson page: the terminal, or what keeps it from being there. */
export function PracticePane({ session, onLeave }: { session: LessonSession; onLeave(): void }) {
  const state = useStore(session.state);
  const [settings, setSettings] = useState<TerminalSettings>(defaultSettings);
  const view = practiceView(state);
  return (
    <>
      <div class="practice-bar">
        <h2>{say('terminal')}</h2>
        {view.kind === 'terminal' && <p class="leave-hint">{say('terminalLeave')}</p>}
        <PracticeMenu session={session} settings={settings} onSettings={setSettings} />
      </div>
      <Notices session={session} />
      {view.kind === 'terminal' ? (
        <LazyTerminal
          key={`${view.terminal}@${state.session?.id}`}
          id={view.terminal}
          settings={settings}
          onLeave={onLeave}
        />
      ) : (
        <PracticeState view={view} onRetry={() => void session.resume()} />
      )}
    </>
  );
}

type Host = typeof import('./terminal-host.tsx').TerminalHost;

/** A page that is only read never loads the terminal's code. */
function LazyTerminal(props: Parameters<Host>[0]) {
  const [load, setLoad] = useState<{ Host: Host }>();
  useEffect(() => {
    import('./terminal-host.tsx').then(({ TerminalHost }) => setLoad({ Host: TerminalHost }));
  }, []);
  return load ? <load.Host {...props} /> : <div class="terminal-place" />;
}

/** One calm line each for what is wrong now; gone when it is over. */
function Notices({ session }: { session: LessonSession }) {
  const state = useStore(session.state);
  const isOpenHere = state.lesson === undefined || state.lesson.lesson === session.lesson;
  return (
    <div class="notices" role="status">
      <Late show={state.connection === 'lost'}>{say('serverLost')}</Late>
      {state.problem && <p class="notice">{state.problem}</p>}
      {state.connection === 'live' && !isOpenHere && (
        <p class="notice">
          {say('openElsewhere')}{' '}
          <button type="button" class="button small" onClick={() => void session.resume()}>
            {say('openHere')}
          </button>
        </p>
      )}
      {state.lesson?.state === 'preparing' && isOpenHere && (
        <p class="notice busy">{say('preparingLesson')}</p>
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

function Late({ show, children }: { show: boolean; children: string }) {
  const [visible, setVisible] = useState(false);
  useEffect(() => {
    if (!show) return setVisible(false);
    const timer = setTimeout(() => setVisible(true), worthAWordMs);
    return () => clearTimeout(timer);
  }, [show]);
  return visible ? <p class="notice busy">{children}</p> : null;
}
