import { maxOutputFrameBytes, outputWindowBytes } from '../contract/frames.ts';

/**
 * How far a client is behind. Whoever sends waits here first, and so reads the shell no faster than the client draws:
 * at most `outputWindowBytes` are on their way.
 */
export class OutputWindow implements Disposable {
  readonly #stallMs: number;
  readonly #onStall: () => void;
  #sentBytes = 0;
  #acknowledgedBytes = 0;
  #waiting: { bytes: number; go: () => void; timer: NodeJS.Timeout } | undefined;
  #ended = false;

  /** `onStall`: the window was full for `stallMs` and nothing was acknowledged. */
  constructor(stallMs: number, onStall: () => void) {
    this.#stallMs = stallMs;
    this.#onStall = onStall;
  }

  /** Waits until `bytes` more may be sent, and counts them as sent. False when it has ended meanwhile. */
  async take(bytes: number): Promise<boolean> {
    while (!this.#ended && this.#sentBytes + bytes - this.#acknowledgedBytes > outputWindowBytes) {
      await this.#change(bytes);
    }
    this.#sentBytes += bytes;
    return !this.#ended;
  }

  /** Total bytes that the client has drawn. False when no client that counts could say so. */
  acknowledge(total: number): boolean {
    if (total < this.#acknowledgedBytes || total > this.#sentBytes) return false;
    if (total > this.#acknowledgedBytes) {
      this.#acknowledgedBytes = total;
      this.#wake();
    }
    return true;
  }

  [Symbol.dispose](): void {
    this.#ended = true;
    this.#wake();
  }

  #change(bytes: number): Promise<void> {
    return new Promise((go) => {
      this.#waiting = { bytes, go, timer: setTimeout(this.#onStall, this.#stallMs) };
    });
  }

  #wake(): void {
    clearTimeout(this.#waiting?.timer);
    this.#waiting?.go();
    this.#waiting = undefined;
  }
}

/** Cuts bytes at the given offsets (ascending) and into frames of a permitted size. */
export function* cutFrames(bytes: Buffer, cuts: readonly number[]): Generator<Buffer> {
  let from = 0;
  for (const end of [...cuts, bytes.length]) {
    for (; from < end; from += maxOutputFrameBytes) {
      yield bytes.subarray(from, Math.min(end, from + maxOutputFrameBytes));
    }
    from = end;
  }
}
