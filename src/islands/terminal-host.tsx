import { useEffect, useRef, useState } from 'preact/hooks';
import { apiAddress } from '../../sandbox/contract/addresses.ts';
import type { TerminalId } from '../../sandbox/contract/ids.ts';
import { lastingImport } from '../lib/lasting-import.ts';
import { pageLanguage, say } from '../lib/page.ts';
import { LineInput } from './line-input.tsx';
import { MobileKeys } from './mobile-keys.tsx';
import type { ConnectionState } from './terminal/connection.ts';
import type { OpenTerminal, TerminalOptions } from './terminal/xterm.ts';
import type { TerminalSettings } from './terminal-settings.ts';

interface Props {
  id: TerminalId;
  settings: TerminalSettings;
  onState(state: ConnectionState): void;
  onLeave(): void;
}

/** Loads the terminal when its place is first seen, and keeps it until the sandbox changes. */
export function TerminalHost({ id, settings, onState, onLeave }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [terminal, setTerminal] = useState<OpenTerminal>();
  const [state, setState] = useState<ConnectionState>('connecting');
  const [message, setMessage] = useState<string>();
  const [lineInput, setLineInput] = useState(false);

  useEffect(() => {
    const element = place.current;
    if (element === null) return undefined;
    return openWhenSeen(element, setTerminal, {
      // A socket has no header in which to ask for a language.
      address: `${apiAddress.terminal(id)}?lang=${pageLanguage()}`,
      label: say('terminalLabel'),
      ...settings,
      linkQuestion: (address) => say('linkQuestion', { address }),
      onState(next) {
        setState(next);
        onState(next);
        if (next === 'open') setMessage(undefined);
      },
      onMessage: setMessage,
      onFull: () => setMessage(say('inputFull')),
      onLeave,
    });
    // Everything else is applied to the open terminal.
  }, [id]);
  useEffect(() => terminal?.setFontSize(settings.fontSize), [terminal, settings.fontSize]);
  useEffect(() => terminal?.setScreenReader(settings.screenReader), [terminal, settings.screenReader]);

  return (
    <div class="terminal-host">
      <TerminalNotice state={state} message={message} onNewShell={() => terminal?.newShell()} />
      <div class="terminal-place" id="terminal" data-connection={state} ref={place} />
      {terminal && lineInput && <LineInput terminal={terminal} />}
      {terminal && (
        <MobileKeys terminal={terminal} lineInput={lineInput} onLineInput={() => setLineInput(!lineInput)} />
      )}
    </div>
  );
}

/** A terminal that was being typed into has just gone: the one in its place takes the keys, unless they went elsewhere. */
let focusIsOwed = false;

function openWhenSeen(
  element: HTMLElement,
  onOpen: (terminal: OpenTerminal | undefined) => void,
  options: TerminalOptions,
): () => void {
  let terminal: OpenTerminal | undefined;
  const ended = new AbortController();
  const seen = new ResizeObserver(async () => {
    if (element.clientWidth === 0) return;
    seen.disconnect();
    const module = await lastingImport(() => import('./terminal/xterm.ts'), ended.signal);
    if (module === undefined) return;
    terminal = module.openTerminal(element, options);
    onOpen(terminal);
    if (focusIsOwed && document.activeElement === document.body) terminal.focus();
    focusIsOwed = false;
  });
  seen.observe(element);
  return () => {
    focusIsOwed ||= element.contains(document.activeElement);
    ended.abort();
    seen.disconnect();
    terminal?.close();
    onOpen(undefined);
  };
}

function TerminalNotice(props: { state: ConnectionState; message: string | undefined; onNewShell(): void }) {
  const { state, message, onNewShell } = props;
  return (
    <div class="notices" role="status">
      {message && <p class="notice">{message}</p>}
      {state === 'ended' && <p class="notice">{say('terminalMoved')}</p>}
      {state === 'exited' && (
        <p class="notice">
          {say('terminalExited')}{' '}
          <button type="button" class="button small" onClick={onNewShell}>
            {say('terminalNew')}
          </button>
        </p>
      )}
      {(state === 'outdated' || state === 'not-signed-in') && (
        <p class="notice">
          {say('reloadNeeded')}{' '}
          <button type="button" class="button small" onClick={() => location.reload()}>
            {say('reload')}
          </button>
        </p>
      )}
    </div>
  );
}
