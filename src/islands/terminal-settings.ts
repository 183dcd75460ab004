import { readPreference, writePreference } from '../lib/preferences.ts';

export interface TerminalSettings {
  fontSize: number;
  screenReader: boolean;
}

export const fontSizes = { smallest: 10, usual: 15, largest: 24 } as const;

export function defaultSettings(): TerminalSettings {
  const size = Number(readPreference('fontSize'));
  const known = size >= fontSizes.smallest && size <= fontSizes.largest;
  return {
    fontSize: known ? size : fontSizes.usual,
    screenReader: readPreference('screenReader') === 'on',
  };
}

export function keepSettings(settings: TerminalSettings): void {
  writePreference('fontSize', String(settings.fontSize));
  writePreference('screenReader', settings.screenReader ? 'on' : undefined);
}
