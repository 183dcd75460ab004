/**
 * What style sheets cannot do for the explanations of terms: Escape closes them, a finger's first tap only shows them,
 * and none leaves the window.
 */
export function mindTerms(lesson: HTMLElement): void {
  const on = (types: string, act: (term: HTMLElement, event: Event) => void) => {
    for (const type of types.split(' ')) {
      lesson.addEventListener(type, (event) => {
        const term = event.target instanceof Element && event.target.closest<HTMLElement>('.term');
        if (term) act(term, event);
      });
    }
  };
  on('focusin pointerover', keepInside);
  on('focusout pointerout', (term) => delete term.dataset.closed);
  on('focusout', (term) => delete term.dataset.tapped);
  on('click', (term, event) => {
    if (term.dataset.tapped !== undefined || matchMedia('(hover: hover)').matches) return;
    term.dataset.tapped = '';
    event.preventDefault();
  });
  document.addEventListener('keydown', ({ key }) => {
    if (key !== 'Escape') return;
    for (const term of lesson.querySelectorAll<HTMLElement>('.term:is(:hover, :focus-within)'))
      term.dataset.closed = '';
  });
}

function keepInside(term: HTMLElement) {
  term.style.removeProperty('--shift');
  const right = term.lastElementChild?.getBoundingClientRect().right ?? 0;
  const over = right + 16 - document.documentElement.clientWidth;
  if (over > 0) term.style.setProperty('--shift', `${-over}px`);
}
