import { type Clock, type Log, nameOf } from '../checks/surroundings.ts';
import type { SandboxEngine, SandboxEvent } from '../engine/port.ts';

const firstRetryMs = 500;
const lastRetryMs = 15_000;

export interface EngineWatchParts {
  engine: SandboxEngine;
  clock: Clock;
  log: Log;
  signal: AbortSignal;
  happened(event: SandboxEvent): void;
  /** Called at the beginning of each connection, because what happened before was not heard. Throws while the engine does not answer. */
  lookAgain(): Promise<void>;
}

/** Listens to the host engine until the signal aborts, through every loss of it. Never throws. */
export async function watchSandboxes(parts: EngineWatchParts): Promise<void> {
  const { signal, log } = parts;
  let retryMs = firstRetryMs;
  do {
    try {
      await listen(parts, () => {
        retryMs = firstRetryMs;
      });
    } catch (error) {
      if (!signal.aborted) log.warn({ err: nameOf(error) }, 'host engine does not answer');
    }
    retryMs = Math.min(2 * retryMs, lastRetryMs);
  } while (!(await pause(parts, retryMs)));
}

/** One connection. Looks once it listens, so that nothing falls in between. */
async function listen(parts: EngineWatchParts, onLife: () => void): Promise<void> {
  const connection = new AbortController();
  const signal = AbortSignal.any([parts.signal, connection.signal]);
  const events = parts.engine.watch(signal)[Symbol.asyncIterator]();
  let next = events.next();
  // Waited for below; until then a break is no crash.
  next.catch(() => undefined);
  try {
    await parts.lookAgain();
    onLife();
    for (let event = await next; !event.done; event = await next) {
      parts.happened(event.value);
      next = events.next();
    }
  } finally {
    connection.abort();
  }
}

/** True when the watch has ended meanwhile. */
async function pause({ clock, signal }: EngineWatchParts, ms: number): Promise<boolean> {
  try {
    await clock.wait(ms, signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return signal.aborted;
}
