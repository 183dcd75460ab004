import { type CloseCode, closeCode } from '../contract/errors.ts';
import {
  type ClientControl,
  clientControl,
  maxControlFrameBytes,
  maxInputFrameBytes,
} from '../contract/frames.ts';

/** Why a socket is closed: the name in the `error` control frame, and the close code that belongs to it. */
export const failures = {
  'malformed-frame': closeCode.malformedFrame,
  'not-signed-in': closeCode.notSignedIn,
  'unknown-terminal': closeCode.unknownTerminal,
  'unsupported-version': closeCode.unsupportedVersion,
  'session-ended': closeCode.sessionEnded,
  'frame-too-large': closeCode.frameTooLarge,
  'too-slow': closeCode.tooSlow,
  'terminal-failed': closeCode.terminalFailed,
} as const satisfies Record<string, CloseCode>;
export type Failure = keyof typeof failures;

export type ClientFrame = { kind: 'input'; bytes: Buffer } | { kind: 'control'; message: ClientControl };

/** Reads one frame of a client, or says what is wrong with it. Never throws. */
export function readFrame(
  data: Buffer,
  isBinary: boolean,
): ClientFrame | { kind: 'refused'; failure: Failure } {
  if (isBinary) {
    return data.length > maxInputFrameBytes
      ? { kind: 'refused', failure: 'frame-too-large' }
      : { kind: 'input', bytes: data };
  }
  if (data.length > maxControlFrameBytes) return { kind: 'refused', failure: 'frame-too-large' };
  const message = clientControl.safeParse(parseJson(data));
  return message.success
    ? { kind: 'control', message: message.data }
    : { kind: 'refused', failure: 'malformed-frame' };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parseJson(data: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(data));
  } catch {
    // No control message is `undefined`, so the schema refuses it.
    return undefined;
  }
}
