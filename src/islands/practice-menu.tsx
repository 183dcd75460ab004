import { useEffect, useRef, useState } from 'preact/hooks';
import { say } from '../lib/page.ts';
import { useStore } from '../lib/store.ts';
import type { LessonSession } from './lesson-session.ts';
import { QuestionDialog } from './question-dialog.tsx';
import { fontSizes, keepSettings, type TerminalSettings } from './terminal-settings.ts';

interface Props {
  session: LessonSession;
  settings: TerminalSettings;
  onSettings(settings: TerminalSettings): void;
}

/** Starting over, resetting, and how the terminal looks. A disclosure, not an ARIA menu: plain buttons in plain order. */
export function PracticeMenu({ session, settings, onSettings }: Props) {
  const state = useStore(session.state);
  const [asking, setAsking] = useState<'restart' | 'reset'>();
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => closeOutside(menu.current), []);

  const change = (next: Partial<TerminalSettings>) => {
    const changed = { ...settings, ...next };
    keepSettings(changed);
    onSettings(changed);
  };
  const resize = (by: number) =>
    change({ fontSize: Math.min(fontSizes.largest, Math.max(fontSizes.smallest, settings.fontSize + by)) });
  const ask = (what: 'restart' | 'reset') => {
    if (menu.current) menu.current.open = false;
    setAsking(what);
  };
  const usable = state.connection === 'live' && state.session?.state !== 'none';
  const openHere = state.lesson?.lesson === session.lesson;

  return (
    <>
      <details class="menu" ref={menu}>
        <summary class="button small">{say('menu')}</summary>
        <div class="menu-list">
          <button type="button" disabled={!usable || !openHere} onClick={() => ask('restart')}>
            {say('restartLesson')}
          </button>
          <button type="button" disabled={!usable} onClick={() => ask('reset')}>
            {say('resetSandbox')}
          </button>
          <hr />
          <button type="button" onClick={() => resize(1)}>
            {say('fontLarger')}
          </button>
          <button type="button" onClick={() => resize(-1)}>
            {say('fontSmaller')}
          </button>
          <label>
            <input
              type="checkbox"
              checked={settings.screenReader}
              onChange={(event) => change({ screenReader: event.currentTarget.checked })}
            />
            {say('screenReaderMode')}
          </label>
        </div>
      </details>
      {asking === 'restart' && (
        <QuestionDialog
          title={say('restartQuestion')}
          yes={say('yesRestart')}
          onYes={() => void session.restartLesson()}
          onClose={() => setAsking(undefined)}
        >
          <p>{say('restartExplain')}</p>
        </QuestionDialog>
      )}
      {asking === 'reset' && (
        <QuestionDialog
          danger
          title={say('resetQuestion')}
          yes={say('yesReset')}
          onYes={() => void session.resetSandbox()}
          onClose={() => setAsking(undefined)}
        >
          <p>{say('resetLost')}</p>
          <ul>
            <li>{say('resetLostObjects')}</li>
            <li>{say('resetLostFiles')}</li>
            <li>{say('resetLostShell')}</li>
          </ul>
          <p>{say('resetKept')}</p>
        </QuestionDialog>
      )}
    </>
  );
}

function closeOutside(menu: HTMLDetailsElement | null) {
  const close = (event: Event) => {
    if (!menu?.open) return;
    const outside = event instanceof PointerEvent && !menu.contains(event.target as Node);
    const escaped = event instanceof KeyboardEvent && event.key === 'Escape';
    if (!outside && !escaped) return;
    menu.open = false;
    if (escaped) menu.querySelector('summary')?.focus();
  };
  document.addEventListener('pointerdown', close);
  document.addEventListener('keydown', close);
  return () => {
    document.removeEventListener('pointerdown', close);
    document.removeEventListener('keydown', close);
  };
}
