import { Duplex } from 'node:stream';
import type { BreakableExec } from './exec-stream.ts';

/**
 * An exec's stdin and stdout as one connection that can be written to before it is open: node's http agent counts a
 * connection only when `createConnection` returns it at once.
 */
export class LazyExec extends Duplex {
  #exec: BreakableExec | undefined;
  readonly #open: () => Promise<BreakableExec>;

  constructor(open: () => Promise<BreakableExec>) {
    super({ allowHalfOpen: false });
    this.#open = open;
  }

  override _construct(done: (error?: Error | null) => void): void {
    this.#open().then(
      (exec) => {
        this.#exec = exec;
        exec.stdout.on('data', (chunk: Buffer) => {
          if (!this.push(chunk)) exec.stdout.pause();
        });
        exec.stdout.on('end', () => this.push(null));
        exec.stderr.resume();
        exec.stdin.on('error', (error) => this.destroy(error));
        // Closed while it was being opened.
        if (this.destroyed) exec.destroy();
        done();
      },
      (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
    );
  }

  override _read(): void {
    this.#exec?.stdout.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (!this.#exec) done(new Error('not open'));
    else this.#exec.stdin.write(chunk, (error) => done(error));
  }

  override _final(done: (error?: Error | null) => void): void {
    this.#exec?.stdin.end();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#exec?.destroy();
    done(error);
  }

  // What http calls on a net.Socket: an exec has none of it.
  setKeepAlive = () => this;
  setNoDelay = () => this;
  setTimeout = () => this;
  ref = () => this;
  unref = () => this;
}
