import type { Duplex, Readable, Writable } from 'node:stream';
import type { SessionId } from '../contract/ids.ts';

/**
 * The port "runs sandboxes". Its first adapter is dockerode on one host engine; the next will be Kubernetes.
 * Nothing outside `engine/` may assume that a sandbox is on this machine, and nothing here names a host path.
 */
export interface SandboxEngine extends AsyncDisposable {
  /** Makes a sandbox for `session` and starts it; resolves when its learner engine answers. */
  create(session: SessionId, options?: { signal?: AbortSignal }): Promise<Sandbox>;
  /** Every sandbox of this instance, running or not, by label. Never another instance's. */
  list(): Promise<SandboxSummary[]>;
  /** A handle on a sandbox that exists. Throws `SandboxError('not-found')`. */
  get(session: SessionId): Promise<Sandbox>;
  /** Changes of this instance's sandboxes that nobody here asked for, until the signal aborts. */
  watch(signal: AbortSignal): AsyncIterable<SandboxEvent>;
}

export type SandboxState = 'running' | 'frozen' | 'stopped' | 'broken';

export interface SandboxSummary {
  session: SessionId;
  state: SandboxState;
  /** ISO 8601 UTC. */
  createdAt: string;
  /** Content hash of the sandbox image and golden store it was made from. */
  release: string;
}

export interface SandboxEvent {
  session: SessionId;
  change: 'stopped' | 'removed' | 'out-of-memory';
}

export interface Sandbox {
  readonly session: SessionId;
  /** Starts a stopped sandbox, thaws a frozen one; resolves when its learner engine answers. Harmless when running. */
  start(options?: { signal?: AbortSignal }): Promise<void>;
  freeze(): Promise<void>;
  /** Stops it; the learner's work stays on its data volume. */
  stop(): Promise<void>;
  /** Removes container and data volume. Removing twice is harmless. */
  remove(): Promise<void>;
  state(): Promise<SandboxState>;
  /** Runs a command inside, in the learner's world (same files, same network, same engine). */
  exec(request: ExecRequest): Promise<ExecStream>;
  /** A new connection to the learner engine's API socket. Owned by the caller. */
  dialLearnerEngine(): Duplex;
  /**
   * Attaches to terminal `id`, starting its shell if there is none. The shell outlives the connection. A shell that is
   * started here gets `nonce` (letters and digits) for its marks (`DRYDOCK_NONCE`); one that runs keeps the one it has.
   */
  attachTerminal(id: string, options: TerminalSize & { nonce: string }): Promise<TerminalStream>;
}

export interface ExecRequest {
  /** Argument vector; no shell is involved unless it names one. */
  argv: readonly string[];
  /** `learner`: the plain user. `engine-root`: root in the sandbox's user namespace, never on the host. */
  as: 'learner' | 'engine-root';
  env?: Readonly<Record<string, string>>;
  cwd?: string;
  signal?: AbortSignal;
}

export interface ExecStream {
  stdin: Writable;
  stdout: Readable;
  stderr: Readable;
  /** Resolves with the exit code once both outputs have ended. */
  exitCode: Promise<number>;
}

export interface TerminalSize {
  cols: number;
  rows: number;
}

export interface TerminalStream extends AsyncDisposable {
  /** Bytes of the terminal. Begins with `replayedBytes` bytes of earlier output. Reading less slows the shell down. */
  output: Readable;
  /** Keys. Writing honours backpressure. */
  input: Writable;
  replayedBytes: number;
  /** Bytes that the shell had printed before the first byte of `output`: the same count for every connection to it. */
  position: number;
  resize(size: TerminalSize): Promise<void>;
  /** Resolves when the shell has ended (its code) or the connection was lost (undefined). */
  ended: Promise<number | undefined>;
}

export type SandboxErrorCode =
  | 'not-found'
  | 'no-room'
  | 'disk-full'
  | 'engine-unreachable'
  | 'learner-engine-failed'
  | 'timed-out'
  | 'unknown';

/** What the host engine or a sandbox refused. Docker's own errors are translated into it once, in the adapter. */
export class SandboxError extends Error {
  override readonly name = 'SandboxError';
  readonly code: SandboxErrorCode;
  constructor(code: SandboxErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
