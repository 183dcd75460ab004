import * as z from 'zod/mini';

/** Every failure that a client can meet, with its HTTP status. The texts are in `content/texts`. */
export const errorStatus = {
  'bad-request': 400,
  'not-signed-in': 401,
  'forbidden-origin': 403,
  'forbidden-host': 421,
  'not-found': 404,
  'unknown-lesson': 404,
  'unknown-step': 404,
  'no-session': 409,
  'lesson-not-open': 409,
  'body-too-large': 413,
  'unsupported-media-type': 415,
  'too-many-requests': 429,
  internal: 500,
  'no-engine': 503,
  'not-ready': 503,
  'engine-failed': 503,
  'sandbox-failed': 503,
  'disk-full': 507,
} as const satisfies Record<string, number>;

export type ErrorCode = keyof typeof errorStatus;
export const errorCode = z.enum(Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]]);

/** The body of every reply that is not 2xx. `message` is in the language that the client asked for. */
export const errorBody = z.object({
  error: z.object({ code: errorCode, message: z.string(), requestId: z.optional(z.string()) }),
});
export type ErrorBody = z.infer<typeof errorBody>;

/** WebSocket close codes of the terminal socket (RFC 6455 §7.4.2: 4000–4999 are private). */
export const closeCode = {
  normal: 1000,
  goingAway: 1001,
  malformedFrame: 4400,
  notSignedIn: 4401,
  unknownTerminal: 4404,
  unsupportedVersion: 4406,
  sessionEnded: 4410,
  frameTooLarge: 4413,
  tooSlow: 4429,
  terminalFailed: 4500,
} as const;
export type CloseCode = (typeof closeCode)[keyof typeof closeCode];
