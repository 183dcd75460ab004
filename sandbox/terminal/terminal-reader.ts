import type { ServerControl } from '../contract/frames.ts';
import type { TerminalStream } from '../engine/port.ts';
import { cutFrames, type OutputWindow } from './output-flow.ts';
import { type ShellMark, ShellMarkReader } from './shell-marks.ts';

export interface ReaderParts {
  stream: Pick<TerminalStream, 'output' | 'replayedBytes' | 'position'>;
  window: OutputWindow;
  nonce: string;
  nowMs(): number;
  sendBytes(bytes: Buffer): void;
  sendControl(message: ServerControl): void;
  /** A command ended; `position` counts from the first byte that the shell printed. */
  commandEnded(position: number, mark: ShellMark & { kind: 'command-end' }): void;
  /** Called for what is no replay. */
  printed(): void;
}

/**
 * Carries a terminal's output to its client until it ends, with a `mark` frame behind each mark of the shell. Marks in
 * the replay are not sent: they were, to somebody, when they happened.
 */
export async function readTerminal(parts: ReaderParts): Promise<void> {
  const marks = new ShellMarkReader(parts.nonce, parts.nowMs);
  let position = parts.stream.position;
  const liveFrom = position + parts.stream.replayedBytes;
  for await (const chunk of parts.stream.output) {
    const bytes: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk);
    const replayed = Math.min(bytes.length, Math.max(0, liveFrom - position));
    for (const part of [bytes.subarray(0, replayed), bytes.subarray(replayed)]) {
      if (part.length > 0 && !(await carry(parts, marks, part, position, position >= liveFrom))) return;
      position += part.length;
    }
  }
}

/** False when the client is gone. */
async function carry(
  parts: ReaderParts,
  reader: ShellMarkReader,
  bytes: Buffer,
  position: number,
  live: boolean,
): Promise<boolean> {
  if (live) parts.printed();
  const marks = reader.read(bytes, live);
  for (const mark of marks) if (mark.kind === 'command-end') parts.commandEnded(position + mark.at, mark);
  const sent = live ? marks : [];
  let offset = 0;
  const cuts = sent.map((mark) => mark.at);
  for (const frame of cutFrames(bytes, cuts)) {
    if (!(await parts.window.take(frame.length))) return false;
    parts.sendBytes(frame);
    offset += frame.length;
    while (sent[0] && sent[0].at <= offset) sendMark(parts, sent.shift());
  }
  return true;
}

function sendMark(parts: ReaderParts, mark: ShellMark | undefined): void {
  if (!mark) return;
  parts.sendControl({
    type: 'mark',
    mark: mark.kind,
    ...(mark.kind === 'command-end' && { exitCode: mark.exitCode, durationMs: mark.durationMs }),
  });
}
