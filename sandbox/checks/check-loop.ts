import type { StepVerdict } from '../contract/verdict.ts';
import type { Clock } from './surroundings.ts';

/** An event of the engine may come a little after the command that caused it has ended; bursts become one check. */
export const settleMs = 150;
/**
 * The other way round: a container ends before `docker run` does, and a judge that sees the one without the other may miss
 * a mistake. Waiting ends when the command does.
 */
const commandEndsMs = 600;
const firstRetryMs = 1_000;
const lastRetryMs = 30_000;

type Trigger = StepVerdict['trigger'];

/** Which trigger is named when several become one check. */
const weight: Readonly<Record<Trigger, number>> = { open: 0, 'engine-event': 1, command: 2, request: 3 };

export interface CheckLoopParts {
  /** True when it could not run and should be tried again. Never rejects. */
  run(trigger: Trigger): Promise<boolean>;
  clock: Clock;
}

/** Runs checks one after the other: what triggers while one waits or runs becomes one more. */
export class CheckLoop implements AsyncDisposable {
  readonly #parts: CheckLoopParts;
  readonly #ending = new AbortController();
  readonly #looping: Promise<void>;
  #pending: Trigger | undefined;
  #wake: () => void = () => {};
  /** Triggers so far, and how many of them were checked. */
  #triggers = 0;
  #checked = 0;
  #ran = Promise.withResolvers<void>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: CheckLoopParts) {
    this.#parts = parts;
    this.#looping = this.#loop();
  }

  trigger(trigger: Trigger): void {
    this.#triggers += 1;
    if (this.#pending === undefined || weight[trigger] > weight[this.#pending]) this.#pending = trigger;
    this.#wake();
  }

  /** Resolves when everything that has triggered before was checked. One that could not run counts, though it is tried again. */
  async settled(): Promise<void> {
    const wanted = this.#triggers;
    while (this.#checked < wanted && !this.#ending.signal.aborted) await this.#ran.promise;
  }

  /** Runs something between two checks. */
  exclusively<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending.abort();
    this.#wake();
    await this.#looping;
    this.#tell();
  }

  async #loop(): Promise<void> {
    const { signal } = this.#ending;
    let retryMs: number | undefined;
    let trigger: Trigger = 'open';
    while (!signal.aborted) {
      await this.#triggered(retryMs);
      if (this.#pending === 'engine-event') await this.#untilCommandEnds();
      await this.#pause(settleMs, signal);
      if (signal.aborted) return;
      // A retry has the trigger of the check that could not run.
      trigger = this.#pending ?? trigger;
      this.#pending = undefined;
      const triggers = this.#triggers;
      const again = await this.exclusively(() => this.#parts.run(trigger));
      this.#checked = triggers;
      this.#tell();
      retryMs = again ? Math.min(2 * (retryMs ?? firstRetryMs / 2), lastRetryMs) : undefined;
    }
  }

  #tell(): void {
    this.#ran.resolve();
    this.#ran = Promise.withResolvers();
  }

  /** Resolves when something has triggered, or after the time to try again. */
  async #triggered(retryMs: number | undefined): Promise<void> {
    if (this.#pending !== undefined || this.#ending.signal.aborted) return;
    const woken = new AbortController();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = () => {
      woken.abort();
      resolve();
    };
    await (retryMs === undefined ? promise : Promise.race([promise, this.#pause(retryMs, woken.signal)]));
    woken.abort();
  }

  async #untilCommandEnds(): Promise<void> {
    const ended = new AbortController();
    this.#wake = () => {
      if (this.#pending !== 'engine-event') ended.abort();
    };
    await this.#pause(commandEndsMs, AbortSignal.any([ended.signal, this.#ending.signal]));
  }

  async #pause(ms: number, signal: AbortSignal): Promise<void> {
    try {
      await this.#parts.clock.wait(ms, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}
