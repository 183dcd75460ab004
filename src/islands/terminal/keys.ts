import type { Terminal } from '@xterm/xterm';

/** Keys that mean something to the page rather than to the shell. */
export type PageKey = 'leave' | 'copy' | 'paste';

/**
 * Ctrl+C copies while something is selected and interrupts otherwise; Ctrl+V pastes. Codes rather than letters:
 * with a Hangul layout on, the letter of KeyC is ㅊ.
 */
export function pageKey(event: KeyboardEvent, hasSelection: boolean): PageKey | undefined {
  if (event.type !== 'keydown' || !event.ctrlKey || event.altKey || event.metaKey) return undefined;
  if (event.code === 'Period' && event.shiftKey) return 'leave';
  if (event.code === 'KeyC' && (event.shiftKey || hasSelection)) return 'copy';
  if (event.code === 'KeyV') return 'paste';
  return undefined;
}

export async function copySelection(terminal: Terminal): Promise<void> {
  const selection = terminal.getSelection();
  if (selection === '') return;
  await navigator.clipboard.writeText(selection);
  terminal.clearSelection();
}
