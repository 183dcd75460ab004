export type StoreErrorCode = 'disk-full' | 'newer-schema' | 'damaged' | 'locked' | 'unknown';

/**
 * What the store could not do. SQLite's own errors are translated into it once, where they enter. After
 * `disk-full` nothing of the failed write is there and everything before it is.
 */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly code: StoreErrorCode;
  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** SQLite's primary result codes (https://sqlite.org/rescode.html); the extended ones carry them in the low byte. */
const codes: Readonly<Record<number, StoreErrorCode>> = {
  5: 'locked',
  6: 'locked',
  11: 'damaged',
  13: 'disk-full',
  26: 'damaged',
};

/** SQLITE_IOERR_*: a full file system can show itself as a failed write, sync, truncate or mapping of the shared memory. */
const ioErrors = new Set([10 | (3 << 8), 10 | (4 << 8), 10 | (6 << 8), 10 | (19 << 8)]);

export function toStoreError(error: unknown): StoreError {
  if (error instanceof StoreError) return error;
  if (!(error instanceof Error)) return new StoreError('unknown', String(error));
  if (isFull(error))
    return new StoreError('disk-full', 'the disk of the state folder is full', { cause: error });
  const result = sqliteResult(error);
  const code = codes[result & 0xff] ?? (ioErrors.has(result) ? 'disk-full' : 'unknown');
  return new StoreError(code, error.message, { cause: error });
}

function isFull(error: Error): boolean {
  return 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}

function sqliteResult(error: Error): number {
  return 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : 0;
}
