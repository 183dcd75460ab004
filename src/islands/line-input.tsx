import { useEffect, useRef } from 'preact/hooks';
import { say } from '../lib/page.ts';
import type { OpenTerminal } from './terminal/xterm.ts';

/**
 * A plain field whose line goes to the shell at once. Safari and iPad send no composition events to a terminal, so
 * Hangul cannot be typed into it there.
 */
export function LineInput({ terminal }: { terminal: OpenTerminal }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  function send(event: Event) {
    event.preventDefault();
    if (field.current === null) return;
    terminal.type(`${field.current.value}\r`);
    field.current.value = '';
  }
  return (
    <form class="line-input" onSubmit={send}>
      <input
        ref={field}
        type="text"
        aria-label={say('lineInputLabel')}
        placeholder={say('lineInputLabel')}
        autocomplete="off"
        autocapitalize="none"
        autocorrect="off"
        spellcheck={false}
        enterkeyhint="send"
      />
      <button type="submit" class="button small">
        {say('send')}
      </button>
    </form>
  );
}
