import { type Duplex, Readable } from 'node:stream';

/** Engine API, "Attach to a container", Stream format: type, three zero bytes, length (big endian). */
const headerBytes = 8;
const stdoutType = 1;
const stderrType = 2;

/**
 * Takes an exec's stream apart. Reading neither output slows the program down; reading only one of them does so too,
 * once the other's buffer is full.
 */
export class ExecDemultiplexer {
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Resolves when the source has ended, whether or not the outputs were read to their end. */
  readonly ended: Promise<void>;
  readonly #source: Duplex;
  readonly #full = new Set<Readable>();
  #header = Buffer.alloc(0);
  #type = 0;
  #left = 0;
  #markEnded: () => void;
  #over = false;

  constructor(source: Duplex) {
    this.#source = source;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.ended = promise;
    this.#markEnded = resolve;
    // Not by the buffer's length: `read` is called before the bytes that make room are taken out.
    const resume = (output: Readable) => {
      this.#full.delete(output);
      if (this.#full.size === 0) source.resume();
    };
    const output = () =>
      new Readable({
        read() {
          resume(this);
        },
        // Whoever gives up on an output before its end gives up on the exec.
        destroy: (error, done) => {
          if (!this.#over) source.destroy();
          done(error);
        },
      });
    this.stdout = output();
    this.stderr = output();
    source.on('data', (chunk: Buffer) => this.#take(chunk));
    source.on('end', () => this.#end());
    source.on('close', () => this.#end());
    // Whoever reads the outputs sees them end; the exit code says that the connection was lost.
    source.on('error', () => this.#end());
  }

  #take(chunk: Buffer): void {
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#left === 0) {
        rest = this.#takeHeader(rest);
        continue;
      }
      const payload = rest.subarray(0, this.#left);
      this.#left -= payload.length;
      rest = rest.subarray(payload.length);
      const output = this.#type === stderrType ? this.stderr : this.stdout;
      if (!output.push(payload)) this.#full.add(output);
    }
    if (this.#full.size > 0) this.#source.pause();
  }

  #takeHeader(chunk: Buffer): Buffer {
    const missing = headerBytes - this.#header.length;
    this.#header = Buffer.concat([this.#header, chunk.subarray(0, missing)]);
    if (this.#header.length === headerBytes) {
      this.#type = this.#header[0] ?? stdoutType;
      this.#left = this.#header.readUInt32BE(4);
      this.#header = Buffer.alloc(0);
    }
    return chunk.subarray(missing);
  }

  #end(): void {
    if (this.#over) return;
    this.#over = true;
    this.#markEnded();
    this.stdout.push(null);
    this.stderr.push(null);
  }
}
