import type { Terminal } from '@xterm/xterm';

/**
 * xterm.js sends a composed text in a task of its own after `compositionend`. An Enter that comes before it makes
 * xterm.js send an older text, and the last Korean syllable is lost.
 */
const enterDelayMs = 50;

export interface EnterDelay {
  /** True when the key was taken: xterm.js must not see it. */
  handle(event: KeyboardEvent): boolean;
  dispose(): void;
}

export function delayEnterAfterComposition(terminal: Terminal): EnterDelay {
  const textarea = terminal.textarea;
  let endedAt = Number.NEGATIVE_INFINITY;
  let sent = true;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const onEnd = () => {
    endedAt = performance.now();
    sent = false;
  };
  textarea?.addEventListener('compositionend', onEnd);
  const data = terminal.onData(() => {
    sent = true;
  });

  function pressEnter() {
    clearTimeout(timer);
    timer = undefined;
    terminal.input('\r');
  }

  return {
    handle(event) {
      // A key that overtakes the delayed Enter would change the order; the syllable is out, so is the reason to wait.
      if (timer !== undefined && sent && event.type === 'keydown' && event.key !== 'Enter') pressEnter();
      const sinceEnd = performance.now() - endedAt;
      if (event.type !== 'keydown' || event.key !== 'Enter' || event.isComposing || sinceEnd >= enterDelayMs)
        return false;
      event.preventDefault();
      clearTimeout(timer);
      timer = setTimeout(pressEnter, enterDelayMs - sinceEnd);
      return true;
    },
    dispose() {
      clearTimeout(timer);
      data.dispose();
      textarea?.removeEventListener('compositionend', onEnd);
    },
  };
}
