import { useState } from 'preact/hooks';
import { say } from '../lib/page.ts';
import type { OpenTerminal } from './terminal/xterm.ts';

const keys = [
  { label: 'Tab', sends: '\t' },
  { label: 'Esc', sends: '\x1b' },
  { label: '↑', name: 'keyUp', sends: '\x1b[A' },
  { label: '↓', name: 'keyDown', sends: '\x1b[B' },
  { label: '←', name: 'keyLeft', sends: '\x1b[D' },
  { label: '→', name: 'keyRight', sends: '\x1b[C' },
  { label: '|', sends: '|' },
  { label: '/', sends: '/' },
  { label: '-', sends: '-' },
] as const;

/** What Ctrl is wanted for in a shell; a keyboard on a screen has no way to hold it. */
const controls = [
  { label: '^C', sends: '\x03' },
  { label: '^D', sends: '\x04' },
  { label: '^L', sends: '\x0c' },
  { label: '^R', sends: '\x12' },
  { label: '^A', sends: '\x01' },
  { label: '^E', sends: '\x05' },
] as const;

interface Props {
  terminal: OpenTerminal;
  lineInput: boolean;
  onLineInput(): void;
}

/** Keys that a phone's keyboard lacks. Pressing one keeps the focus, and the keyboard, where it is. */
export function MobileKeys({ terminal, lineInput, onLineInput }: Props) {
  const [ctrl, setCtrl] = useState(false);
  const keepFocus = (event: Event) => event.preventDefault();
  return (
    <div class="mobile-keys" role="toolbar" aria-label={say('mobileKeys')} onPointerDown={keepFocus}>
      <button type="button" aria-pressed={ctrl} onClick={() => setCtrl(!ctrl)}>
        Ctrl
      </button>
      {(ctrl ? controls : keys).map((key) => (
        <button
          type="button"
          key={key.label}
          aria-label={'name' in key ? say(key.name) : undefined}
          onClick={() => {
            terminal.type(key.sends);
            setCtrl(false);
          }}
        >
          {key.label}
        </button>
      ))}
      <button type="button" class="wide" aria-pressed={lineInput} onClick={onLineInput}>
        {say('lineInput')}
      </button>
    </div>
  );
}
