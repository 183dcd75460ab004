/** What a browser remembers for its reader. Storage may be blocked: then nothing is remembered, and nothing breaks. */
const keys = {
  theme: 'drydock.theme',
  lessonShare: 'drydock.lesson-share',
  screenReader: 'drydock.screen-reader',
  fontSize: 'drydock.terminal-font-size',
} as const;
export type Preference = keyof typeof keys;

export function readPreference(name: Preference): string | undefined {
  try {
    return localStorage.getItem(keys[name]) ?? undefined;
  } catch {
    return undefined;
  }
}

export function writePreference(name: Preference, value: string | undefined): void {
  try {
    if (value === undefined) localStorage.removeItem(keys[name]);
    else localStorage.setItem(keys[name], value);
  } catch {
    // Blocked or full: the choice holds for this page only.
  }
}
