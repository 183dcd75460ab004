import { useEffect } from 'preact/hooks';
import type { LiveTexts } from '../../content/texts/ui.ts';
import type { StepId } from '../../sandbox/contract/ids.ts';
import type { StepStatus } from '../lib/live-state.ts';
import { say } from '../lib/page.ts';
import { type Store, useStore } from '../lib/store.ts';
import type { StepNews } from './step-marks.ts';

const words: Partial<Record<StepStatus, keyof LiveTexts>> = {
  passed: 'newsPassed',
  mistake: 'newsMistake',
  'could-not-run': 'newsCouldNotRun',
};
/** Good news goes by itself, after a sentence's time; what is to be looked at stays. */
const passedShownMs = 8_000;

/**
 * What became of a step, over the terminal: whoever types there, on a phone above all, does not see the lesson. Not read
 * out: the page's own announcement does that.
 */
export function StepNewsLine(props: { news: Store<StepNews | undefined>; onShowStep(step: StepId): void }) {
  const latest = useStore(props.news);
  const close = () => props.news.update(() => undefined);
  useEffect(() => {
    if (latest?.status !== 'passed') return undefined;
    const timer = setTimeout(close, passedShownMs);
    return () => clearTimeout(timer);
  }, [latest]);

  const key = latest && words[latest.status];
  if (latest === undefined || key === undefined) return null;
  const show = () => {
    props.onShowStep(latest.step);
    close();
  };
  return (
    <div class="step-news" data-status={latest.status}>
      <p>{say(key, { step: latest.title })}</p>
      <button type="button" class="button small" onClick={show}>
        {say('newsShow')}
      </button>
      <button type="button" class="close" aria-label={say('close')} onClick={close}>
        ×
      </button>
    </div>
  );
}
