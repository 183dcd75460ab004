import { FitAddon } from '@xterm/addon-fit';
import { UnicodeGraphemesAddon } from '@xterm/addon-unicode-graphemes';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { ackEveryBytes, type ServerControl } from '../../../sandbox/contract/frames.ts';
import { readColours, watchTheme } from './colours.ts';
import { delayEnterAfterComposition } from './composition.ts';
import { type ConnectionState, connectTerminal } from './connection.ts';
import { createInputGate } from './input-gate.ts';
import { copySelection, pageKey } from './keys.ts';
import { markedLinks, plainLinks } from './links.ts';

/** A window that is dragged changes size many times a second; the shell should hear of the last one. */
const resizeQuietMs = 100;
const scrollbackLines = 5_000;

export interface TerminalOptions {
  address: string;
  label: string;
  fontSize: number;
  screenReader: boolean;
  linkQuestion(address: string): string;
  onState(state: ConnectionState): void;
  /** Something that the server says about this terminal, in the learner's language. */
  onMessage(message: string): void;
  /** Input had to be dropped: the shell does not read and too much waits. */
  onFull(): void;
  onLeave(): void;
}

export interface OpenTerminal {
  focus(): void;
  /** As if typed. */
  type(text: string): void;
  paste(text: string): void;
  copySelection(): Promise<void>;
  setFontSize(pixels: number): void;
  setScreenReader(on: boolean): void;
  newShell(): void;
  close(): void;
}

/** A terminal in `element`, connected for as long as it is open. */
export function openTerminal(element: HTMLElement, options: TerminalOptions): OpenTerminal {
  const terminal = createTerminal(element, options);
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  terminal.open(element);
  terminal.textarea?.setAttribute('aria-label', options.label);
  fit.fit();

  /** Bytes drawn since `ready`; an ack says how many. `generation` tells late callbacks of an older connection apart. */
  const drawn = { bytes: 0, acknowledged: 0, replay: 0, generation: 0 };
  const connection = connectTerminal(options.address, {
    size: () => ({ cols: clamp(terminal.cols, 2, 500), rows: clamp(terminal.rows, 1, 300) }),
    state: options.onState,
    control,
    output,
  });
  const gate = createInputGate((frame) => connection.send(frame), options.onFull);

  function control(message: ServerControl) {
    if (message.type === 'ready') begin(message.replayBytes);
    if (message.type === 'input') gate.setShellReads(message.ready);
    if (message.type === 'error') options.onMessage(message.message);
  }

  /** The screen of before is drawn anew from the replay. The reset goes through the stream, behind what is still unread. */
  function begin(replayBytes: number) {
    drawn.generation += 1;
    drawn.bytes = 0;
    drawn.acknowledged = 0;
    drawn.replay = replayBytes;
    gate.clear();
    gate.setShellReads(true);
    gate.setReplaying(replayBytes > 0);
    terminal.write('\x1bc');
  }

  function output(bytes: Uint8Array) {
    const { generation } = drawn;
    terminal.write(bytes, () => {
      if (generation !== drawn.generation) return;
      drawn.bytes += bytes.length;
      if (drawn.bytes >= drawn.replay) gate.setReplaying(false);
      if (drawn.bytes - drawn.acknowledged < ackEveryBytes) return;
      drawn.acknowledged = drawn.bytes;
      connection.control({ type: 'ack', bytes: drawn.bytes });
    });
  }

  const enter = delayEnterAfterComposition(terminal);
  terminal.attachCustomKeyEventHandler((event) => {
    const key = pageKey(event, terminal.hasSelection());
    if (key === undefined) return !enter.handle(event);
    // The browser itself pastes, and tells xterm.js.
    if (key !== 'paste') event.preventDefault();
    if (key === 'leave') options.onLeave();
    if (key === 'copy') void copySelection(terminal);
    return false;
  });
  terminal.onData((text) => gate.pushText(text));
  terminal.onBinary((text) => gate.push(Uint8Array.from(text, (character) => character.charCodeAt(0))));
  terminal.onResize(
    debounce(resizeQuietMs, () =>
      connection.control({
        type: 'resize',
        cols: clamp(terminal.cols, 2, 500),
        rows: clamp(terminal.rows, 1, 300),
      }),
    ),
  );

  const observer = new ResizeObserver(() => {
    if (element.clientWidth > 0 && element.clientHeight > 0) fit.fit();
  });
  observer.observe(element);
  const unwatchTheme = watchTheme(() => {
    terminal.options.theme = readColours(element);
  });

  return {
    focus: () => terminal.focus(),
    type: (text) => terminal.input(text),
    paste: (text) => terminal.paste(text),
    copySelection: () => copySelection(terminal),
    setFontSize(pixels) {
      terminal.options.fontSize = pixels;
      fit.fit();
    },
    setScreenReader(on) {
      terminal.options.screenReaderMode = on;
    },
    newShell: () => connection.reconnect(),
    close() {
      unwatchTheme();
      observer.disconnect();
      enter.dispose();
      connection.close();
      terminal.dispose();
    },
  };
}

function createTerminal(element: HTMLElement, options: TerminalOptions): Terminal {
  const terminal = new Terminal({
    allowProposedApi: true,
    cursorBlink: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    fontFamily: getComputedStyle(element).getPropertyValue('--font-terminal'),
    fontSize: options.fontSize,
    lineHeight: 1.25,
    linkHandler: markedLinks(options.linkQuestion),
    minimumContrastRatio: 4.5,
    screenReaderMode: options.screenReader,
    scrollback: scrollbackLines,
    theme: readColours(element),
  });
  terminal.loadAddon(new UnicodeGraphemesAddon());
  terminal.loadAddon(plainLinks(options.linkQuestion));
  return terminal;
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value));

function debounce(quietMs: number, action: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(action, quietMs);
  };
}
