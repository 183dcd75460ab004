import { maxInputFrameBytes } from '../../../sandbox/contract/frames.ts';

/** What may wait here while the shell does not read: as much as the largest frame, a generous paste. */
const maxHeldBytes = maxInputFrameBytes;

/**
 * What a terminal answers by itself to questions in its output (device attributes, cursor position, colours).
 * Output that is replayed asks the old questions again; their answers would be typed into the shell.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are control sequences
const report = /^\x1b(?:\[[?>=]?[\d;]*[cnRy]|[P\]][\s\S]*|\[[IO])$/;

export interface InputGate {
  push(bytes: Uint8Array): void;
  pushText(text: string): void;
  /** Whether the shell reads (`input` control frames). */
  setShellReads(reads: boolean): void;
  setReplaying(replaying: boolean): void;
  /** Forgets what is held: a new connection begins empty. */
  clear(): void;
}

/**
 * Holds keys back while the shell does not read or a replay is drawn, and sends them afterwards in frames of a
 * permitted size. `onFull` is called when something had to be dropped.
 */
export function createInputGate(send: (frame: Uint8Array) => void, onFull: () => void): InputGate {
  const encoder = new TextEncoder();
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let shellReads = true;
  let replaying = false;

  function push(bytes: Uint8Array) {
    if (shellReads && !replaying) return sendInFrames(bytes);
    if (heldBytes + bytes.length > maxHeldBytes) return onFull();
    held.push(bytes);
    heldBytes += bytes.length;
  }

  function sendInFrames(bytes: Uint8Array) {
    for (let at = 0; at < bytes.length; at += maxInputFrameBytes) {
      send(bytes.subarray(at, at + maxInputFrameBytes));
    }
  }

  function clear() {
    held = [];
    heldBytes = 0;
  }

  function release() {
    if (!shellReads || replaying) return;
    const waiting = held;
    clear();
    for (const bytes of waiting) sendInFrames(bytes);
  }

  return {
    push,
    clear,
    pushText(text) {
      if (!(replaying && report.test(text))) push(encoder.encode(text));
    },
    setShellReads(reads) {
      shellReads = reads;
      release();
    },
    setReplaying(value) {
      replaying = value;
      release();
    },
  };
}
