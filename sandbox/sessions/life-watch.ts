import { type Clock, type Log, nameOf } from '../checks/surroundings.ts';
import type { ComingChange } from '../contract/http.ts';
import {
  decideLife,
  idleWhenTakenOver,
  type LifeLimits,
  type LifeState,
  longestLookMs,
} from './session-life.ts';

/** After a step that failed: the host engine may be away. */
const retryMs = 5 * 60_000;

export interface LifeWatchParts {
  limits: LifeLimits;
  clock: Clock;
  log: Log;
  /** Undefined while there is nothing that could be frozen. */
  state(): LifeState | undefined;
  /** Brings the session into this state. */
  step(to: LifeState | 'removed', idleMs: number): Promise<void>;
  /** Whether a change is announced has changed: `coming()` says which. */
  announced(): void;
  /** To be kept for the next server. */
  keep(idleMs: number): Promise<void>;
}

/** Watches how long a session has not been used, and asks for what follows from it. */
export class LifeWatch implements AsyncDisposable {
  readonly #parts: LifeWatchParts;
  readonly #ending = new AbortController();
  /** By the clock that only goes forward. Undefined until it is known. */
  #lastActivityMs: number | undefined;
  #keptIdleMs = 0;
  #announced: ComingChange['change'] | undefined;
  #waiting = new AbortController();
  #watching: Promise<void> | undefined;

  constructor(parts: LifeWatchParts) {
    this.#parts = parts;
  }

  /** The learner did something. */
  touch(): void {
    this.#lastActivityMs = this.#parts.clock.elapsedMs();
    const state = this.#parts.state();
    if (this.#announced || (state && state !== 'active')) this.look();
  }

  /** How long an earlier server had seen no activity. What this one has seen counts more. */
  takeOver(idleMs: number): void {
    const taken = idleWhenTakenOver(this.#parts.limits, idleMs);
    this.#lastActivityMs ??= this.#parts.clock.elapsedMs() - taken;
    this.#keptIdleMs = taken;
  }

  /** Looks at once, because something has changed. Begins to watch at the first time. */
  look(): void {
    this.#waiting.abort();
    this.#watching ??= this.#watch();
  }

  idleMs(): number {
    const nowMs = this.#parts.clock.elapsedMs();
    return nowMs - (this.#lastActivityMs ?? nowMs);
  }

  /** What the learner should know now. */
  coming(): ComingChange | undefined {
    const state = this.#parts.state();
    return state && this.#decide(state).coming;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending.abort();
    this.#waiting.abort();
    await this.#watching;
  }

  #decide(state: LifeState) {
    const nowMs = this.#parts.clock.elapsedMs();
    this.#lastActivityMs ??= nowMs;
    return decideLife(this.#parts.limits, { state, lastActivityMs: this.#lastActivityMs, nowMs });
  }

  async #watch(): Promise<void> {
    while (!this.#ending.signal.aborted) {
      this.#waiting = new AbortController();
      await this.#pause(await this.#lookOnce());
    }
  }

  /** Resolves to how long nothing has to be done. */
  async #lookOnce(): Promise<number> {
    const { step, log } = this.#parts;
    const state = this.#parts.state();
    const decision = state && this.#decide(state);
    try {
      if (decision && decision.next !== state) {
        await step(decision.next, this.idleMs());
        // A session that has another state by now is looked at again.
        return this.#parts.state() === state ? retryMs : 0;
      }
      this.#tell(decision?.coming?.change);
      if (state) await this.#keep();
    } catch (error) {
      log.warn({ err: nameOf(error) }, 'a session was not frozen, stopped or resumed');
      return retryMs;
    }
    return decision?.lookAgainInMs ?? longestLookMs;
  }

  #tell(change: ComingChange['change'] | undefined): void {
    if (this.#announced === change) return;
    this.#announced = change;
    this.#parts.announced();
  }

  async #keep(): Promise<void> {
    const idleMs = this.idleMs();
    if (Math.abs(idleMs - this.#keptIdleMs) < longestLookMs) return;
    await this.#parts.keep(idleMs);
    this.#keptIdleMs = idleMs;
  }

  async #pause(ms: number): Promise<void> {
    const signal = AbortSignal.any([this.#waiting.signal, this.#ending.signal]);
    try {
      if (ms > 0) await this.#parts.clock.wait(ms, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }
}
