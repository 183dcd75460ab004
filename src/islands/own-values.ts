import type { LiveState } from '../lib/live-state.ts';
import { say } from '../lib/page.ts';
import type { Store } from '../lib/store.ts';

/**
 * Sets the values with which the learner has passed a step into the lesson's text. They come from their engine: text,
 * never markup. When the lesson is started over the text's own words come back.
 */
export function showOwnValues(state: Store<LiveState>, lesson: string): void {
  const places = [...document.querySelectorAll<HTMLElement>('[data-value]')].map((element) => {
    const [step, name = ''] = element.dataset.value?.split(' ') ?? [];
    return { element, step, name, fallback: element.textContent };
  });
  if (places.length === 0) return;
  const show = ({ lesson: open }: LiveState) => {
    const verdicts = open?.lesson === lesson ? open.verdicts : [];
    for (const { element, step, name, fallback } of places) {
      const verdict = verdicts.find((each) => each.step === step)?.verdict;
      const own = verdict?.status === 'passed' ? verdict.values?.[name] : undefined;
      element.textContent = own ?? fallback;
      element.classList.toggle('value', own !== undefined);
      element.title = own === undefined ? '' : say('ownValue');
    }
  };
  state.subscribe(show);
  show(state.get());
}
