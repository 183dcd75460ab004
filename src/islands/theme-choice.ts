import { readPreference, writePreference } from '../lib/preferences.ts';

/** The theme switch in the header. `public/theme.js` did the same before the first paint. */
const choice = document.querySelector<HTMLSelectElement>('#theme-choice');
const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

function show() {
  const chosen = readPreference('theme');
  const theme = chosen === 'light' || chosen === 'dark' ? chosen : systemIsDark.matches ? 'dark' : 'light';
  document.documentElement.dataset.theme = theme;
  if (choice) choice.value = chosen ?? 'system';
}

choice?.addEventListener('change', () => {
  writePreference('theme', choice.value === 'system' ? undefined : choice.value);
  show();
});
systemIsDark.addEventListener('change', show);
window.addEventListener('storage', show);
show();
