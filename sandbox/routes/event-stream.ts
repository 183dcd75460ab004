import { PassThrough } from 'node:stream';
import type { ServerEvent } from '../contract/events.ts';

/** What may wait for a client: hundreds of verdicts. A client that does not read is ended and comes back for the present. */
export const maxBufferedEventBytes = 1024 * 1024;
/** Below the minute after which proxies take a silent connection for a dead one. */
export const heartbeatMs = 20_000;

/** One client's server-sent events. */
export class EventStream implements Disposable {
  readonly body = new PassThrough();
  readonly #heartbeat: NodeJS.Timeout;

  constructor(onEnd: () => void, heartbeat = heartbeatMs) {
    this.#heartbeat = setInterval(() => this.#write(':\n\n'), heartbeat);
    this.body.on('close', () => {
      clearInterval(this.#heartbeat);
      onEnd();
    });
  }

  send(event: ServerEvent): void {
    // JSON has no line breaks of its own, so that no text can end the message.
    this.#write(`data: ${JSON.stringify(event)}\n\n`);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#heartbeat);
    this.body.end();
  }

  #write(text: string): void {
    if (this.body.writableEnded || this.body.destroyed) return;
    if (this.body.writableLength + this.body.readableLength > maxBufferedEventBytes) this.body.destroy();
    else this.body.write(text);
  }
}
