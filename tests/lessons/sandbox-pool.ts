import { randomBytes } from 'node:crypto';
import { sessionId } from '../../sandbox/contract/ids.ts';
import { type Sandbox, type SandboxEngine, SandboxError } from '../../sandbox/engine/port.ts';

const attempts = 3;

/** Sandboxes started ahead: while one is used the next starts. */
export class SandboxPool implements AsyncDisposable {
  readonly #engine: SandboxEngine;
  #ahead: Promise<Sandbox> | undefined;
  #takenLeft: number;

  /** `atMost`: how many will be asked for, as far as one can tell; beyond that none is started ahead. */
  constructor(engine: SandboxEngine, atMost: number) {
    this.#engine = engine;
    this.#takenLeft = atMost;
  }

  /** A fresh sandbox. The caller removes it. */
  async take(): Promise<Sandbox> {
    this.#takenLeft -= 1;
    const next = this.#ahead ?? this.#create();
    this.#ahead = undefined;
    try {
      return await next;
    } finally {
      if (this.#takenLeft > 0) this.#startAhead();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#takenLeft = 0;
    const ahead = this.#ahead;
    this.#ahead = undefined;
    const sandbox = await ahead?.catch(() => undefined);
    await sandbox?.remove();
  }

  #startAhead(): void {
    if (this.#ahead) return;
    this.#ahead = this.#create();
    // Whoever takes it sees why it failed.
    this.#ahead.catch(() => undefined);
  }

  /** A busy machine may take longer than a sandbox is waited for, which says nothing about a lesson: it is tried again. */
  async #create(): Promise<Sandbox> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#engine.create(sessionId.parse(randomBytes(8).toString('hex')));
      } catch (error) {
        const isLate = error instanceof SandboxError && error.code === 'timed-out';
        if (!isLate || attempt === attempts) throw error;
      }
    }
  }
}
