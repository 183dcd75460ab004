/** The same width as in styles/lesson.css. */
const narrowScreen = '(max-width: 59.99rem)';

/** On a phone lesson and terminal are tabs (WAI-ARIA tabs, automatic activation). Each keeps its place. */
export function switchPanes(list: HTMLElement): (pane: 'lesson' | 'terminal') => void {
  const tabs = [...list.querySelectorAll<HTMLElement>('[role="tab"]')];
  let lessonScroll = 0;

  function select(pane: string, focus = false) {
    const before = document.body.dataset.pane;
    if (before === 'lesson') lessonScroll = scrollY;
    document.body.dataset.pane = pane;
    for (const tab of tabs) {
      const chosen = tab.dataset.pane === pane;
      tab.setAttribute('aria-selected', String(chosen));
      tab.tabIndex = chosen ? 0 : -1;
      if (chosen && focus) tab.focus();
    }
    if (before !== pane) scrollTo({ top: pane === 'lesson' ? lessonScroll : 0, behavior: 'instant' });
  }

  for (const tab of tabs) tab.addEventListener('click', () => select(tab.dataset.pane ?? 'lesson'));
  list.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    select(document.body.dataset.pane === 'lesson' ? 'terminal' : 'lesson', true);
  });
  const narrow = matchMedia(narrowScreen);
  const showAs = () => {
    for (const tab of tabs) {
      const panel = document.getElementById(tab.getAttribute('aria-controls') ?? '');
      if (narrow.matches) panel?.setAttribute('role', 'tabpanel');
      else panel?.removeAttribute('role');
    }
  };
  narrow.addEventListener('change', showAs);
  showAs();
  select('lesson');
  return select;
}
