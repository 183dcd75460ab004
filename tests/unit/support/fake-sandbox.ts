import { PassThrough, Writable } from 'node:stream';
import { replayBytes } from '../../../sandbox/contract/frames.ts';
import type { SessionId } from '../../../sandbox/contract/ids.ts';
import {
  type Sandbox,
  type SandboxEngine,
  SandboxError,
  type SandboxEvent,
  type SandboxState,
  type TerminalSize,
  type TerminalStream,
} from '../../../sandbox/engine/port.ts';

/** What a pty hands on at a time. */
const pieceBytes = 16 * 1024;

/** A shell that prints and reads what a test says. It keeps the promises of the port: replay, positions, backpressure. */
export class FakeShell {
  readonly nonce: string;
  readonly sizes: TerminalSize[] = [];
  typed = '';
  #printed = Buffer.alloc(0);
  #outputs = new Set<PassThrough>();
  #exits = new Set<(code: number | undefined) => void>();
  #reads = true;
  #held: (() => void)[] = [];

  constructor(nonce: string) {
    this.nonce = nonce;
  }

  get connections(): number {
    return this.#outputs.size;
  }

  /** Resolves when everybody who is attached had room for it, as a shell that writes would go on. */
  async print(text: string | Buffer): Promise<void> {
    const bytes = Buffer.from(text);
    this.#printed = Buffer.concat([this.#printed, bytes]);
    await Promise.all([...this.#outputs].map((output) => writeAll(output, bytes)));
  }

  setReads(reads: boolean): void {
    this.#reads = reads;
    if (reads) for (const go of this.#held.splice(0)) go();
  }

  /** The shell ended, or (undefined) the connections to it broke. */
  end(code: number | undefined): void {
    for (const exit of this.#exits) exit(code);
    for (const output of this.#outputs) output.end();
    this.#outputs.clear();
  }

  attach(size: TerminalSize): TerminalStream {
    this.sizes.push(size);
    const replay = this.#printed.subarray(-replayBytes);
    const output = new PassThrough({ highWaterMark: 64 * 1024 });
    output.write(replay);
    this.#outputs.add(output);
    const { promise, resolve } = Promise.withResolvers<number | undefined>();
    this.#exits.add(resolve);
    return {
      output,
      input: this.#input(),
      replayedBytes: replay.length,
      position: this.#printed.length - replay.length,
      resize: async (next) => void this.sizes.push(next),
      ended: promise,
      [Symbol.asyncDispose]: async () => {
        this.#outputs.delete(output);
        output.destroy();
        resolve(undefined);
      },
    };
  }

  #input(): Writable {
    return new Writable({
      highWaterMark: 16 * 1024,
      write: (chunk: Buffer, _encoding, done) => {
        const take = () => {
          this.typed += chunk.toString();
          done();
        };
        if (this.#reads) take();
        else this.#held.push(take);
      },
    });
  }
}

async function writeAll(output: PassThrough, bytes: Buffer): Promise<void> {
  for (let at = 0; at < bytes.length && !output.destroyed; at += pieceBytes) {
    if (output.write(bytes.subarray(at, at + pieceBytes))) continue;
    await new Promise<void>((resolve) => {
      const go = () => {
        output.off('drain', go).off('close', go);
        resolve();
      };
      output.on('drain', go).on('close', go);
    });
  }
}

export class FakeSandbox implements Sandbox {
  readonly session: SessionId;
  readonly shells = new Map<string, FakeShell>();
  readonly createdAt = new Date().toISOString();
  status: SandboxState | 'gone' = 'running';
  /** Thrown by what is asked next. */
  failure: SandboxError | undefined;
  /** While set, attaching takes as long as this. */
  attaching: Promise<void> | undefined;
  /** While set, freezing and stopping take as long as this. */
  resting: Promise<void> | undefined;
  /** How often it was started or thawed. */
  starts = 0;

  constructor(session: SessionId) {
    this.session = session;
  }

  async start(): Promise<void> {
    this.#check();
    this.starts += 1;
    this.status = 'running';
  }
  async freeze(): Promise<void> {
    await this.resting;
    this.#check();
    this.status = 'frozen';
  }
  async stop(): Promise<void> {
    await this.resting;
    this.#check();
    this.status = 'stopped';
  }
  async remove(): Promise<void> {
    if (this.failure) throw this.failure;
    this.status = 'gone';
    for (const shell of this.shells.values()) shell.end(undefined);
  }
  async state(): Promise<SandboxState> {
    this.#check();
    return this.status === 'gone' ? 'broken' : this.status;
  }
  exec(): never {
    throw new Error('no programs in a fake sandbox');
  }
  dialLearnerEngine(): never {
    throw new Error('no engine in a fake sandbox');
  }

  async attachTerminal(id: string, options: TerminalSize & { nonce: string }): Promise<TerminalStream> {
    await this.attaching;
    this.#check();
    const { nonce, ...size } = options;
    const shell = this.shells.get(id) ?? new FakeShell(nonce);
    this.shells.set(id, shell);
    return shell.attach(size);
  }

  #check(): void {
    if (this.failure) throw this.failure;
    if (this.status === 'gone') throw new SandboxError('not-found', 'there is no such sandbox');
  }
}

/** Our own port without Docker behind it. */
export class FakeSandboxEngine implements SandboxEngine {
  readonly sandboxes = new Map<SessionId, FakeSandbox>();
  /** Thrown by `create` and `list`. */
  failure: SandboxError | undefined;
  /** While set, creating takes as long as this. */
  creating: Promise<void> | undefined;
  closed = false;
  #watchers = new Set<(event: SandboxEvent | undefined) => void>();

  async create(session: SessionId, options?: { signal?: AbortSignal }): Promise<FakeSandbox> {
    await this.creating;
    options?.signal?.throwIfAborted();
    if (this.failure) throw this.failure;
    const sandbox = new FakeSandbox(session);
    this.sandboxes.set(session, sandbox);
    return sandbox;
  }

  async list() {
    if (this.failure) throw this.failure;
    return this.#existing().map(({ session, status, createdAt }) => ({
      session,
      state: status as SandboxState,
      createdAt,
      release: 'fake',
    }));
  }

  async get(session: SessionId): Promise<FakeSandbox> {
    const sandbox = this.sandboxes.get(session);
    if (!sandbox || sandbox.status === 'gone')
      throw new SandboxError('not-found', 'there is no such sandbox');
    return sandbox;
  }

  async *watch(signal: AbortSignal): AsyncIterable<SandboxEvent> {
    const queue: (SandboxEvent | undefined)[] = [];
    let wake = () => {};
    const watcher = (event: SandboxEvent | undefined) => {
      queue.push(event);
      wake();
    };
    const abort = () => watcher(undefined);
    this.#watchers.add(watcher);
    signal.addEventListener('abort', abort);
    try {
      while (!signal.aborted) {
        while (queue.length > 0) {
          const event = queue.shift();
          if (!event) return;
          yield event;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (queue.length > 0) resolve();
        });
      }
    } finally {
      this.#watchers.delete(watcher);
      signal.removeEventListener('abort', abort);
    }
  }

  get watchers(): number {
    return this.#watchers.size;
  }

  /** Something happened that nobody here asked for; undefined: the watch itself broke off. */
  happen(event: SandboxEvent | undefined): void {
    for (const watcher of this.#watchers) watcher(event);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.closed = true;
  }

  #existing(): FakeSandbox[] {
    return [...this.sandboxes.values()].filter((sandbox) => sandbox.status !== 'gone');
  }
}
