import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import type Dockerode from 'dockerode';
import * as z from 'zod/mini';
import type { SessionId } from '../../contract/ids.ts';
import { ofInstance, sessionOf } from '../labels.ts';
import { linesOf, parseJson } from '../lines.ts';
import type { SandboxEvent } from '../port.ts';
import type { Expectations } from './docker-sandbox.ts';

/** Engine API, "Monitor events": what of an event matters here. */
const containerEvent = z.object({
  Action: z.string(),
  Actor: z.object({ Attributes: z.record(z.string(), z.string()) }),
  timeNano: z.number(),
});

const changes: Readonly<Record<string, SandboxEvent['change']>> = {
  die: 'stopped',
  destroy: 'removed',
  oom: 'out-of-memory',
};

/** Labels and attributes of one container. */
const maxLineBytes = 256 * 1024;
const reconnectMs = 1_000;
/** Events come on a connection of their own: this much later, at most, than the answer to the call that caused them. */
const eventDelayMs = 2_000;

/** The host engine's events about this instance's sandboxes, but for those that were asked for here. */
export class EventWatch implements Expectations {
  readonly #docker: Dockerode;
  readonly #instance: string;
  readonly #ending = new AbortController();
  /** How many calls are at work on a session, and until when the events of finished ones may still come. */
  readonly #expected = new Map<SessionId, { calls: number; until: number }>();

  constructor(docker: Dockerode, instance: string) {
    this.#docker = docker;
    this.#instance = instance;
  }

  expect(session: SessionId): Disposable {
    this.#count(session, 1);
    return { [Symbol.dispose]: () => this.#count(session, -1) };
  }

  end(): void {
    this.#ending.abort();
  }

  /** Begins again, from where it was, when the engine closes the stream; ends with the signal. */
  async *events(signal: AbortSignal): AsyncGenerator<SandboxEvent> {
    const either = AbortSignal.any([signal, this.#ending.signal]);
    let lastNano = Date.now() * 1e6;
    while (!either.aborted) {
      try {
        for await (const line of this.#lines(Math.floor(lastNano / 1e9), either)) {
          const { data: event } = containerEvent.safeParse(parseJson(line));
          // After a break the engine tells the whole of the last second again.
          if (!event || event.timeNano <= lastNano) continue;
          lastNano = event.timeNano;
          const told = this.#tell(event);
          if (told) yield told;
        }
      } catch (error) {
        // An engine that went away is noticed by whoever needs it; here it is tried again.
        if (!(error instanceof Error)) throw error;
      }
      await wait(reconnectMs, undefined, { signal: either }).catch(() => undefined);
    }
  }

  async *#lines(since: number, signal: AbortSignal): AsyncGenerator<string> {
    const filters = {
      ...ofInstance(this.#instance, 'sandbox'),
      type: ['container' as const],
      event: Object.keys(changes),
    };
    const stream = new Readable().wrap(await this.#docker.getEvents({ since, filters }));
    const abort = () => stream.destroy();
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    try {
      yield* linesOf(stream, maxLineBytes);
    } finally {
      signal.removeEventListener('abort', abort);
      stream.destroy();
    }
  }

  #tell(event: z.infer<typeof containerEvent>): SandboxEvent | undefined {
    const session = sessionOf(event.Actor.Attributes);
    const change = changes[event.Action];
    if (session === undefined || change === undefined || this.#isExpected(session)) return undefined;
    return { session, change };
  }

  #isExpected(session: SessionId): boolean {
    const expected = this.#expected.get(session);
    return expected !== undefined && (expected.calls > 0 || Date.now() < expected.until);
  }

  #count(session: SessionId, by: number): void {
    const now = Date.now();
    for (const [each, { calls, until }] of this.#expected) {
      if (calls === 0 && until < now) this.#expected.delete(each);
    }
    const calls = (this.#expected.get(session)?.calls ?? 0) + by;
    this.#expected.set(session, { calls, until: now + eventDelayMs });
  }
}
