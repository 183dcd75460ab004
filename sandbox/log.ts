import { type DestinationStream, type Logger, pino, stdTimeFunctions } from 'pino';

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

/**
 * The server's log: one JSON object a line. It knows ids, codes, counts and places in our own code. Addresses with their
 * queries, headers, bodies, terminal bytes, commands and the messages of errors (they quote what somebody sent or named)
 * do not get through, whoever logs them: tests plant canaries.
 */
export function createLog(level: LogLevel, destination: DestinationStream): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      serializers: { err: describeError, error: describeError, req: describeRequest, res: describeReply },
      // Plugins log some of these at the top level.
      redact: {
        paths: ['url', 'path', 'headers', 'body', 'query', 'hostname', 'remoteAddress'],
        remove: true,
      },
    },
    untroubled(destination),
  );
}

/**
 * Whoever logs must not fail because the log's disk is full: the line is lost, and the next one that gets through says
 * how many were.
 */
function untroubled(destination: DestinationStream): DestinationStream {
  let lost = 0;
  return {
    write(line) {
      try {
        const note = lost > 0 ? `${JSON.stringify({ level: 40, lost, msg: 'log lines were lost' })}\n` : '';
        destination.write(note + line);
        lost = 0;
      } catch {
        lost += 1;
      }
    },
  };
}

interface ErrorDescription {
  type: string;
  code?: string;
  /** Where it was made: our own frames, without the message that begins a stack. */
  at?: string[];
  cause?: ErrorDescription;
}

/** Causes of causes are of no further help. */
const maxDepth = 4;

export function describeError(error: unknown, depth = 0): ErrorDescription {
  // Already described, by a child logger or by the code that logs a name only.
  if (typeof error === 'string' && depth === 0) return { type: error };
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const at = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    type: error.name,
    ...(code !== undefined && { code }),
    ...(at && { at: at.slice(0, 12).map((line) => line.trim()) }),
    ...(error.cause !== undefined && depth < maxDepth && { cause: describeError(error.cause, depth + 1) }),
  };
}

function describeRequest(request: unknown): object {
  if (typeof request !== 'object' || request === null) return {};
  const { id, method } = request as { id?: unknown; method?: unknown };
  return { id, method };
}

function describeReply(reply: unknown): object {
  if (typeof reply !== 'object' || reply === null) return {};
  return { status: (reply as { statusCode?: unknown }).statusCode };
}
