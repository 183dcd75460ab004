import type { LocalizedText } from '../../contract/rich-text.ts';

/** One thing that the doctor looked at. `missing`: sandboxes cannot run without it. `warning`: they can, with a limit. */
export interface Finding {
  id: string;
  state: 'ok' | 'warning' | 'missing';
  /** What was found, in the machine's own words and numbers. */
  found: string;
  /** How to mend it; absent when there is nothing to mend. */
  mend?: LocalizedText;
}

export const ok = (id: string, found: string): Finding => ({ id, state: 'ok', found });
export const warning = (id: string, found: string, mend: LocalizedText): Finding => ({
  id,
  state: 'warning',
  found,
  mend,
});
export const missing = (id: string, found: string, mend: LocalizedText): Finding => ({
  id,
  state: 'missing',
  found,
  mend,
});
