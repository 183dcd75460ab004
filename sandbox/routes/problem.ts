import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { CheckError } from '../checks/runner.ts';
import { type ErrorCode, errorStatus } from '../contract/errors.ts';
import { SandboxError, type SandboxErrorCode } from '../engine/port.ts';
import { SessionError } from '../sessions/session-error.ts';
import { StoreError } from '../store/store-error.ts';

/** A request that is refused before it reaches a room of its own: no sign-in, wrong origin, nothing there. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: ErrorCode;
  constructor(code: ErrorCode) {
    super(code);
    this.code = code;
  }
}

const ofSandbox: Record<SandboxErrorCode, ErrorCode> = {
  'not-found': 'sandbox-failed',
  'no-room': 'engine-failed',
  'disk-full': 'disk-full',
  'engine-unreachable': 'engine-failed',
  'learner-engine-failed': 'sandbox-failed',
  'timed-out': 'sandbox-failed',
  unknown: 'sandbox-failed',
};

/** By status, for what Fastify and its plugins refuse. */
const ofStatus: Record<number, ErrorCode> = {
  400: 'bad-request',
  // What @fastify/static will not serve.
  403: 'not-found',
  404: 'not-found',
  413: 'body-too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
};

/** The contract's code for whatever a handler threw. What nobody foresaw is `internal`. */
export function toErrorCode(error: unknown): ErrorCode {
  if (error instanceof Refusal || error instanceof SessionError || error instanceof CheckError)
    return error.code;
  if (error instanceof SandboxError) return ofSandbox[error.code];
  if (error instanceof StoreError) return error.code === 'disk-full' ? 'disk-full' : 'internal';
  if (hasZodFastifySchemaValidationErrors(error)) return 'bad-request';
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  return (typeof status === 'number' && ofStatus[status]) || 'internal';
}

/** Whether the operator should hear of it. */
export const isOurFault = (code: ErrorCode): boolean =>
  errorStatus[code] >= 500 && code !== 'no-engine' && code !== 'not-ready';
