import type { Clock } from '../../../sandbox/checks/surroundings.ts';
import { at } from './store.ts';

/** Time that passes when a test says so. The time of day can be set apart from it, as on any machine. */
export class ManualClock implements Clock {
  timeOfDayMs = Date.parse(at);
  #elapsedMs = 0;
  #waiting = new Set<{ atMs: number; go(): void }>();

  now(): Date {
    return new Date(this.timeOfDayMs);
  }

  elapsedMs(): number {
    return this.#elapsedMs;
  }

  wait(ms: number, signal: AbortSignal): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiter = { atMs: this.#elapsedMs + ms, go: resolve };
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    this.#waiting.add(waiter);
    return promise.finally(() => {
      this.#waiting.delete(waiter);
      signal.removeEventListener('abort', abort);
    });
  }

  advance(ms: number): void {
    this.#elapsedMs += ms;
    this.timeOfDayMs += ms;
    for (const { atMs, go } of this.#waiting) if (atMs <= this.#elapsedMs) go();
  }
}
