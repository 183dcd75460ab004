import { readAddress } from '../lib/address.ts';
import type { LiveState } from '../lib/live-state.ts';
import { say } from '../lib/page.ts';
import type { Store } from '../lib/store.ts';

/** Marks in the menu of the course which lessons are done. */
export function markMenu(state: Store<LiveState>): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('.course-menu [data-steps]')];
  let shown: LiveState['progress'] | undefined;
  function mark({ progress }: LiveState) {
    if (progress === shown) return;
    shown = progress;
    for (const link of links) {
      const { lesson } = readAddress(link.pathname);
      const done =
        progress.steps.filter((step) => step.lesson === lesson).length >= Number(link.dataset.steps);
      link.toggleAttribute('data-done', done);
      const minutes = link.querySelector('small');
      if (done && minutes) minutes.textContent = say('lessonIsDone');
    }
  }
  state.subscribe(mark);
  mark(state.get());
}
