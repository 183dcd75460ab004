import * as z from 'zod/mini';

/**
 * The terminal socket, version 1 (`docs/protocol.md`). Binary frames carry terminal bytes both ways; text
 * frames carry one JSON control message each.
 */
export const protocolVersion = 1;
export const terminalSubprotocol = `drydock.terminal.v${protocolVersion}`;

/** The largest binary frame a client may send: a generous paste. */
export const maxInputFrameBytes = 64 * 1024;
/** The largest control frame either side may send. */
export const maxControlFrameBytes = 4 * 1024;
/** The largest binary frame the server sends. */
export const maxOutputFrameBytes = 64 * 1024;
/** The server stops reading the shell while a client has this many unacknowledged bytes. Twice the frame, several acks. */
export const outputWindowBytes = 512 * 1024;
/** A client acknowledges whenever it has drawn this many bytes: an eighth of the window. */
export const ackEveryBytes = 64 * 1024;
/** What is sent again on reconnecting: the last bytes of the terminal. */
export const replayBytes = 256 * 1024;

const cols = z.int().check(z.minimum(2), z.maximum(500));
const rows = z.int().check(z.minimum(1), z.maximum(300));

export const clientControl = z.discriminatedUnion('type', [
  /** First message; nothing is sent before it. */
  z.strictObject({ type: z.literal('hello'), version: z.int(), cols, rows }),
  z.strictObject({ type: z.literal('resize'), cols, rows }),
  /** Total output bytes drawn since `ready`, replay included. Never falls. */
  z.strictObject({ type: z.literal('ack'), bytes: z.int().check(z.minimum(0)) }),
]);
export type ClientControl = z.infer<typeof clientControl>;

export const serverControl = z.discriminatedUnion('type', [
  /** The shell is attached; `replayBytes` bytes of earlier output follow as binary frames. */
  z.object({ type: z.literal('ready'), version: z.int(), replayBytes: z.int(), cols, rows }),
  /** A shell mark (OSC 133), in the order of the stream. */
  z.object({
    type: z.literal('mark'),
    mark: z.enum(['prompt', 'command-start', 'command-end']),
    exitCode: z.nullish(z.int()),
    durationMs: z.nullish(z.number()),
  }),
  /** Input is refused (false) while the shell does not read; the client holds keys back until true. */
  z.object({ type: z.literal('input'), ready: z.boolean() }),
  /** The shell ended; another `hello` on a new socket starts a new one. */
  z.object({ type: z.literal('exit'), code: z.nullish(z.int()) }),
  z.object({ type: z.literal('error'), code: z.string(), message: z.string() }),
]);
export type ServerControl = z.infer<typeof serverControl>;
