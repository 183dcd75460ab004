import type { EngineEvent, LearnerEngine } from '../engine/learner-engine.ts';
import type { CheckStore } from './check-store.ts';
import type { EngineLife } from './engine-life.ts';
import { type Clock, type Log, nameOf } from './surroundings.ts';

/** What the engine remembers for those who come late (moby, `daemon/events`: eventsLimit). */
const engineMemory = 256;
/** A lesson makes dozens; somebody who makes thousands is doing something else. */
const maxEvents = 5_000;
const firstRetryMs = 250;
const lastRetryMs = 5_000;

export interface RecorderParts {
  run: string;
  engine: LearnerEngine;
  store: Pick<CheckStore, 'saveEvents' | 'markEventsMissed' | 'markEngineLife'>;
  lookAtEngine(signal: AbortSignal): Promise<EngineLife>;
  clock: Clock;
  log: Log;
  /** Called after each new event. */
  onEvent(): void;
}

/**
 * Listens to a learner engine's events from a moment on and keeps them, through lost connections and restarts of this
 * server. Where one may be missing, `missed` turns true and stays so.
 */
export class EventRecorder implements AsyncDisposable {
  readonly #parts: RecorderParts;
  readonly #ending = new AbortController();
  readonly #known = new Set<string>();
  #events: EngineEvent[] = [];
  #unsaved: EngineEvent[] = [];
  #saving: Promise<void> | undefined;
  #listening: Promise<void> | undefined;
  #life: EngineLife;
  #missed: boolean;
  /** The connection broke while the engine went on: until it is back, a restart of the engine loses events. */
  #deaf = false;
  /** Time of the last event that the engine can still know. */
  #lastOfLife: string | undefined;

  /** `earlier`: what is stored already. `life`: the engine now. */
  constructor(
    parts: RecorderParts,
    begin: { life: EngineLife; earlier: readonly EngineEvent[]; missed: boolean },
  ) {
    this.#parts = parts;
    this.#life = begin.life;
    this.#missed = begin.missed;
    for (const event of begin.earlier) this.#add(event);
  }

  get missed(): boolean {
    return this.#missed;
  }

  /** Events later than a moment (nanoseconds, decimal), in the engine's order. */
  after(nano: string): EngineEvent[] {
    return this.#events.filter((event) => BigInt(event.timeNano) > BigInt(nano));
  }

  /** Begins to listen: from the last event known, else from `sinceNano`. */
  start(sinceNano: string): void {
    this.#listening ??= this.#listen(sinceNano);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending.abort();
    await this.#listening;
    await this.#saving;
  }

  async #listen(sinceNano: string): Promise<void> {
    const { signal } = this.#ending;
    let retryMs = firstRetryMs;
    while (!signal.aborted && this.#events.length < maxEvents) {
      if (await this.#connection(this.#events.at(-1)?.timeNano ?? sinceNano)) retryMs = firstRetryMs;
      do {
        await this.#pause(retryMs);
        retryMs = Math.min(2 * retryMs, lastRetryMs);
      } while (!signal.aborted && !(await this.#findEngine()));
    }
  }

  /** One connection, until it ends. True when an event came. */
  async #connection(sinceNano: string): Promise<boolean> {
    const { signal } = this.#ending;
    // The engine repeats the last event that we know, unless its memory does not reach back so far.
    const expected = this.#lastOfLife;
    let count = 0;
    try {
      for await (const event of this.#parts.engine.events({ sinceNano, signal })) {
        count += 1;
        this.#deaf = false;
        if (count === 1 && expected !== undefined && event.timeNano !== expected) await this.#miss();
        if (count === engineMemory && expected === undefined && this.#isReplayed(event)) await this.#miss();
        await this.#take(event);
        if (this.#events.length >= maxEvents) break;
      }
    } catch (error) {
      if (!signal.aborted) this.#warn(error, 'engine events broke off');
    }
    return count > 0;
  }

  #isReplayed(event: EngineEvent): boolean {
    return BigInt(event.timeNano) <= BigInt(this.#life.nowNano);
  }

  async #pause(ms: number): Promise<void> {
    try {
      await this.#parts.clock.wait(ms, this.#ending.signal);
    } catch (error) {
      if (!this.#ending.signal.aborted) throw error;
    }
  }

  /** Looks which life the engine is in. False when it does not answer. */
  async #findEngine(): Promise<boolean> {
    try {
      const life = await this.#parts.lookAtEngine(this.#ending.signal);
      if (life.id === this.#life.id) this.#deaf = true;
      else await this.#enterLife(life);
      this.#life = life;
      return true;
    } catch (error) {
      if (!this.#ending.signal.aborted) this.#warn(error, 'engine does not answer');
      return false;
    }
  }

  async #enterLife(life: EngineLife): Promise<void> {
    if (this.#deaf) await this.#miss();
    this.#deaf = false;
    this.#lastOfLife = undefined;
    await this.#parts.store.markEngineLife(this.#parts.run, life.id);
  }

  async #take(event: EngineEvent): Promise<void> {
    if (!this.#add(event)) return;
    if (this.#events.length >= maxEvents) await this.#miss();
    this.#unsaved.push(event);
    this.#saving ??= this.#save();
    this.#parts.onEvent();
  }

  #add(event: EngineEvent): boolean {
    const fingerprint = `${event.timeNano} ${event.type} ${event.action} ${event.id}`;
    if (this.#known.has(fingerprint)) return false;
    this.#known.add(fingerprint);
    this.#events.push(event);
    this.#lastOfLife = event.timeNano;
    return true;
  }

  /** One write at a time; what comes meanwhile goes with the next. */
  async #save(): Promise<void> {
    while (this.#unsaved.length > 0) {
      const batch = this.#unsaved;
      this.#unsaved = [];
      try {
        await this.#parts.store.saveEvents(this.#parts.run, batch);
      } catch (error) {
        // They are still in memory, and the engine repeats them to the next server.
        this.#warn(error, 'events were not saved');
      }
    }
    this.#saving = undefined;
  }

  #warn(error: unknown, message: string): void {
    this.#parts.log.warn({ run: this.#parts.run, err: nameOf(error) }, message);
  }

  async #miss(): Promise<void> {
    if (this.#missed) return;
    this.#missed = true;
    this.#parts.log.warn({ run: this.#parts.run }, 'engine events may be missing');
    await this.#parts.store.markEventsMissed(this.#parts.run, this.#parts.clock.now().toISOString());
  }
}
