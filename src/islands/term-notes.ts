/**
 * What style sheets cannot do for the explanations of terms: Escape closes them, a tap opens them and only the next one
 * follows the link, and none leaves the window.
 */
const termOf = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>('.term') : null;
const isShown = (term: HTMLElement) => {
  const note = term.lastElementChild;
  return note !== null && getComputedStyle(note).display !== 'none';
};
let shownBeforeTap = true;

function keepInside(event: Event) {
  const term = termOf(event.target);
  const note = term?.lastElementChild;
  if (!term || !note) return;
  term.style.removeProperty('--shift');
  const over = note.getBoundingClientRect().right + 16 - document.documentElement.clientWidth;
  if (over > 0) term.style.setProperty('--shift', `${-over}px`);
}

function reopen(event: Event) {
  termOf(event.target)?.removeAttribute('data-closed');
}

export function mindTerms(lesson: HTMLElement): void {
  lesson.addEventListener('focusin', keepInside);
  lesson.addEventListener('pointerover', keepInside);
  lesson.addEventListener('focusout', reopen);
  lesson.addEventListener('pointerout', reopen);
  lesson.addEventListener('pointerdown', ({ target, pointerType }) => {
    const term = termOf(target);
    shownBeforeTap = term === null || pointerType === 'mouse' || isShown(term);
  });
  lesson.addEventListener('click', (event) => {
    if (termOf(event.target) && !shownBeforeTap) event.preventDefault();
    shownBeforeTap = true;
  });
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    for (const term of document.querySelectorAll<HTMLElement>('.term:is(:hover, :focus-within)'))
      term.dataset.closed = '';
  });
}
