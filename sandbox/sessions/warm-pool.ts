import { type Clock, type Log, nameOf } from '../checks/surroundings.ts';
import type { SessionId } from '../contract/ids.ts';
import type { SandboxEngine } from '../engine/port.ts';

/** A learner who has just got a sandbox uses the machine first. */
const patienceMs = 3_000;

export interface WarmPoolParts {
  engine: SandboxEngine;
  /** How many sandboxes to keep ready; 0: none. */
  size: number;
  newId(): SessionId;
  clock: Clock;
  log: Log;
}

/**
 * Sandboxes made ahead, so that a session begins at once. Each is labelled with the id of a session that does not exist
 * yet: whoever takes it begins the session of that id. What a server leaves is removed at the next start as any leftover.
 */
export class WarmPool implements AsyncDisposable {
  readonly #parts: WarmPoolParts;
  readonly #ending = new AbortController();
  readonly #ready = new Set<SessionId>();
  #making: SessionId | undefined;
  #filling: Promise<void> | undefined;

  constructor(parts: WarmPoolParts) {
    this.#parts = parts;
  }

  /** Ready, or being made. */
  has(id: SessionId): boolean {
    return this.#ready.has(id) || this.#making === id;
  }

  /** Takes one out, to be used or removed by the caller. Does not make another: that is for a calmer moment. */
  take(): SessionId | undefined {
    const [id] = this.#ready;
    if (id) this.#ready.delete(id);
    return id;
  }

  /** It stopped or was removed by somebody else: nobody shall get it. */
  forget(id: SessionId): void {
    this.#ready.delete(id);
  }

  /** Tops up in the background, one at a time. After a failure it waits to be asked again. Never throws. */
  fill(): void {
    this.#filling ??= this.#fill().finally(() => {
      this.#filling = undefined;
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending.abort();
    await this.#filling;
  }

  async #fill(): Promise<void> {
    const { size, clock, log } = this.#parts;
    const { signal } = this.#ending;
    try {
      while (this.#ready.size < size) {
        await clock.wait(patienceMs, signal);
        await this.#makeOne(signal);
      }
    } catch (error) {
      if (!signal.aborted) log.warn({ err: nameOf(error) }, 'no sandbox could be made ahead');
    }
  }

  async #makeOne(signal: AbortSignal): Promise<void> {
    const { engine, newId, log } = this.#parts;
    const id = newId();
    this.#making = id;
    try {
      await engine.create(id, { signal });
      this.#ready.add(id);
      log.info({ session: id, ready: this.#ready.size }, 'sandbox made ahead');
    } finally {
      this.#making = undefined;
    }
  }
}
