import { useEffect, useState } from 'preact/hooks';
import type { LiveTexts } from '../../content/texts/ui.ts';
import type { ComingChange, Session } from '../../sandbox/contract/http.ts';
import { say } from '../lib/page.ts';
import { useStore } from '../lib/store.ts';
import { timeLeft } from '../lib/time-left.ts';
import type { LessonSession } from './lesson-session.ts';

const comingText: Record<ComingChange['change'], keyof LiveTexts> = {
  frozen: 'frozenComing',
  stopped: 'stoppedComing',
  removed: 'removedComing',
};
/** Finer than the words are. */
const lookMs = 5_000;

/**
 * What happens to a sandbox that stays unused, or has happened, and the click that undoes it. Lies over the terminal: a
 * terminal that changed its size would print, and what prints is in use.
 */
export function LifeNotice({ session }: { session: LessonSession }) {
  const state = useStore(session.state);
  const words = useWords(state.connection === 'live' ? state.session : undefined);
  async function goOn() {
    await session.lease();
    // The button goes away; the keys go where the work is.
    document.querySelector<HTMLElement>('#terminal textarea')?.focus();
  }
  return (
    <div role="status">
      {words && (
        <div class="step-news life-notice">
          <p>{words}</p>
          <button type="button" class="button small" onClick={() => void goOn()}>
            {say(state.session?.state === 'ready' ? 'keepUsing' : 'goOn')}
          </button>
        </div>
      )}
    </div>
  );
}

/** Counts from when the session was told, by a clock that nobody sets. */
function useWords(session: Session | undefined): string | undefined {
  const [words, setWords] = useState<string>();
  useEffect(() => {
    const toldMs = performance.now();
    const tell = () => setWords(wordsFor(session, performance.now() - toldMs));
    tell();
    if (!session?.coming) return undefined;
    const timer = setInterval(tell, lookMs);
    return () => clearInterval(timer);
  }, [session]);
  return words;
}

function wordsFor(session: Session | undefined, sinceMs: number): string | undefined {
  const { state, coming } = session ?? {};
  const parts = state === 'frozen' ? [say('frozenNow')] : [];
  if (coming) {
    const { key, n } = timeLeft(coming.inMs - sinceMs);
    parts.push(say(comingText[coming.change], { time: say(key, { n }) }));
  }
  return parts.length > 0 ? parts.join(' ') : undefined;
}
