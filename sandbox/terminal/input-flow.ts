import type { Writable } from 'node:stream';

/**
 * A client holds keys back once it hears that the shell does not read; what is on its way until then has room here: the
 * client's own limit (1 MiB) and what lies in the sockets. More than this comes from a client that does not listen.
 */
export const maxQueuedInputBytes = 4 * 1024 * 1024;

/** Hands keys to the shell and says when it does not read them. */
export class InputFlow {
  readonly #input: Writable;
  readonly #onReady: (ready: boolean) => void;
  #ready = true;

  /** `onReady` is called at each change. */
  constructor(input: Writable, onReady: (ready: boolean) => void) {
    this.#input = input;
    this.#onReady = onReady;
    input.on('drain', () => this.#turn(true));
  }

  /** False when the queue has no room: the bytes were not taken. */
  push(bytes: Buffer): boolean {
    if (this.#input.writableLength + bytes.length > maxQueuedInputBytes) return false;
    if (this.#input.writable && !this.#input.write(bytes)) this.#turn(false);
    return true;
  }

  #turn(ready: boolean): void {
    if (this.#ready === ready) return;
    this.#ready = ready;
    this.#onReady(ready);
  }
}
