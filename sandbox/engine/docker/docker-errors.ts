import { SandboxError, type SandboxErrorCode } from '../port.ts';

/** What docker-modem puts on an error when the engine answered with one. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
    ? error.statusCode
    : undefined;
}

export const isMissing = (error: unknown) => statusOf(error) === 404;
export const isConflict = (error: unknown) => statusOf(error) === 409;

/** No answer at all: the socket is gone, refuses, or broke off. */
const unreachable = new Set(['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE', 'EACCES', 'ETIMEDOUT']);

/** Docker's errors become ours here and nowhere else. Aborts stay aborts. */
export function toSandboxError(error: unknown): Error {
  if (error instanceof SandboxError) return error;
  if (error instanceof Error && (error.name === 'AbortError' || error.name === 'TimeoutError')) return error;
  const message = error instanceof Error ? error.message.trim() : String(error);
  return new SandboxError(codeOf(error, message), message, { cause: error });
}

function codeOf(error: unknown, message: string): SandboxErrorCode {
  if (/no space left on device/i.test(message)) return 'disk-full';
  if (/cannot allocate memory|resource temporarily unavailable/i.test(message)) return 'no-room';
  if (isMissing(error)) return 'not-found';
  if (error instanceof Error && 'code' in error && unreachable.has(String(error.code))) {
    return 'engine-unreachable';
  }
  return 'unknown';
}

/** Runs `action` with Docker's errors translated. */
export async function translated<T>(action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw toSandboxError(error);
  }
}

/** Runs `action`; that its object is already gone, or being removed by another, is as good as done. */
export async function unlessGone(action: () => Promise<unknown>): Promise<void> {
  try {
    await action();
  } catch (error) {
    const beingRemoved = isConflict(error) && error instanceof Error && /in progress/.test(error.message);
    if (!isMissing(error) && !beingRemoved) throw error;
  }
}
