// Runs before the first paint, so that neither theme nor pane width jumps. The keys are those of src/lib/preferences.ts.
(() => {
  const root = document.documentElement;
  root.classList.add('js');
  let theme = null;
  let share = null;
  try {
    theme = localStorage.getItem('drydock.theme');
    share = Number(localStorage.getItem('drydock.lesson-share'));
  } catch {
    // Storage is blocked.
  }
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  root.dataset.theme = theme === 'light' || theme === 'dark' ? theme : dark ? 'dark' : 'light';
  if (share >= 25 && share <= 75) root.style.setProperty('--lesson-share', `${share}%`);
})();
