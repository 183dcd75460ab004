import { writePreference } from '../lib/preferences.ts';

/** Both panes stay usable: a terminal of 80 columns on a wide screen, a readable line on a narrow one. */
const bounds = { low: 25, high: 75, usual: 50, step: 2 };

/** The separator between lesson and terminal: dragged, or moved with the arrow keys (WAI-ARIA window splitter). */
export function movePanes(handle: HTMLElement): void {
  const root = document.documentElement;
  let share = Number.parseFloat(root.style.getPropertyValue('--lesson-share')) || bounds.usual;

  function move(percent: number) {
    share = Math.round(Math.min(bounds.high, Math.max(bounds.low, percent)) * 10) / 10;
    root.style.setProperty('--lesson-share', `${share}%`);
    handle.setAttribute('aria-valuenow', String(Math.round(share)));
  }
  const keep = () => writePreference('lessonShare', String(share));

  handle.addEventListener('pointerdown', (event) => {
    handle.setPointerCapture(event.pointerId);
    event.preventDefault();
    handle.focus();
  });
  handle.addEventListener('pointermove', (event) => {
    if (handle.hasPointerCapture(event.pointerId)) move((event.clientX / root.clientWidth) * 100);
  });
  handle.addEventListener('pointerup', keep);
  handle.addEventListener('dblclick', () => {
    move(bounds.usual);
    keep();
  });
  handle.addEventListener('keydown', (event) => {
    const next: Record<string, number> = {
      ArrowLeft: share - bounds.step,
      ArrowRight: share + bounds.step,
      Home: bounds.low,
      End: bounds.high,
      Enter: bounds.usual,
    };
    const target = next[event.key];
    if (target === undefined) return;
    event.preventDefault();
    move(target);
    keep();
  });
  move(share);
}
