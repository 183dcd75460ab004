import type { RawData, WebSocket } from 'ws';
import { terminalErrorTexts } from '../../content/texts/errors.ts';
import { closeCode } from '../contract/errors.ts';
import {
  type ClientControl,
  maxInputFrameBytes,
  protocolVersion,
  type ServerControl,
} from '../contract/frames.ts';
import type { Language } from '../contract/ids.ts';
import type { TerminalSize, TerminalStream } from '../engine/port.ts';
import { type Failure, failures, readFrame } from './control-frames.ts';
import { InputFlow } from './input-flow.ts';
import { OutputWindow } from './output-flow.ts';
import type { ShellMark } from './shell-marks.ts';
import { readTerminal } from './terminal-reader.ts';
import type { TerminalTiming } from './timing.ts';

export interface ConnectionParts {
  socket: WebSocket;
  language: Language;
  nonce: string;
  timing: TerminalTiming;
  nowMs(): number;
  /** Attaches to the terminal; throws when that is not possible. */
  attach(size: TerminalSize): Promise<TerminalStream>;
  attached(stream: TerminalStream): void;
  commandEnded(position: number, mark: ShellMark & { kind: 'command-end' }): void;
  /** Keys came. */
  typed(): void;
  /** Output came that is no replay. */
  printed(): void;
  /** The shell got another size. */
  fitted(): void;
  /** What went wrong on our side, for the log. */
  failed(error: unknown): void;
}

/** One client at one terminal, from its `hello` to its end. Whatever it sends, only its own socket suffers. */
export class TerminalConnection implements Disposable {
  readonly #parts: ConnectionParts;
  readonly #window: OutputWindow;
  readonly #helloTimer: NodeJS.Timeout;
  readonly #pingTimer: NodeJS.Timeout;
  #size: TerminalSize | undefined;
  #stream: TerminalStream | undefined;
  #input: InputFlow | undefined;
  #early: Buffer[] = [];
  #earlyBytes = 0;
  #resizing = false;
  #answered = true;
  #ended = false;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    const { socket, timing } = parts;
    this.#window = new OutputWindow(timing.stallMs, () => this.fail('too-slow'));
    this.#helloTimer = setTimeout(() => this.fail('malformed-frame'), timing.helloMs);
    this.#pingTimer = setInterval(() => this.#ping(), timing.pingMs);
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    socket.on('pong', () => {
      this.#answered = true;
    });
    socket.on('close', () => this[Symbol.dispose]());
  }

  /** Says why, closes with the code that belongs to it, and lets go of the shell. */
  fail(failure: Failure): void {
    if (this.#ended) return;
    const message = terminalErrorTexts[failure][this.#parts.language];
    this.#send({ type: 'error', code: failure, message });
    this.close(failures[failure]);
  }

  close(code: number): void {
    this.#parts.socket.close(code);
    this[Symbol.dispose]();
  }

  [Symbol.dispose](): void {
    if (this.#ended) return;
    this.#ended = true;
    clearTimeout(this.#helloTimer);
    clearInterval(this.#pingTimer);
    this.#window[Symbol.dispose]();
    this.#early = [];
    if (this.#stream) void this.#letGo(this.#stream);
  }

  #receive(data: RawData, isBinary: boolean): void {
    if (this.#ended) return;
    // ws hands out Buffers unless it was asked for something else.
    const frame = readFrame(data as Buffer, isBinary);
    if (frame.kind === 'refused') this.fail(frame.failure);
    else if (frame.kind === 'input') this.#takeInput(frame.bytes);
    else this.#takeControl(frame.message);
  }

  #takeControl(message: ClientControl): void {
    if (message.type === 'hello') {
      this.#greet(message);
      return;
    }
    if (!this.#size) {
      this.fail('malformed-frame');
      return;
    }
    if (message.type === 'resize') {
      this.#size = { cols: message.cols, rows: message.rows };
      void this.#resize();
    } else if (!this.#window.acknowledge(message.bytes)) this.fail('malformed-frame');
  }

  #greet({ version, cols, rows }: ClientControl & { type: 'hello' }): void {
    if (this.#size) {
      this.fail('malformed-frame');
      return;
    }
    if (version !== protocolVersion) {
      this.fail('unsupported-version');
      return;
    }
    clearTimeout(this.#helloTimer);
    this.#size = { cols, rows };
    void this.#serve(this.#size);
  }

  async #serve(size: TerminalSize): Promise<void> {
    try {
      const stream = await this.#parts.attach(size);
      if (this.#ended) return await this.#letGo(stream);
      this.#stream = stream;
      this.#open(stream, size);
      await this.#read(stream);
      if (!this.#ended) this.#shellEnded(await stream.ended);
    } catch (error) {
      if (this.#ended) return;
      this.#parts.failed(error);
      this.fail('terminal-failed');
    }
  }

  #open(stream: TerminalStream, size: TerminalSize): void {
    this.#parts.attached(stream);
    stream.input.on('error', (error) => {
      if (!this.#ended) this.#parts.failed(error);
      this.fail('terminal-failed');
    });
    this.#input = new InputFlow(stream.input, (ready) => this.#send({ type: 'input', ready }));
    this.#send({ type: 'ready', version: protocolVersion, replayBytes: stream.replayedBytes, ...size });
    for (const bytes of this.#early.splice(0)) this.#input.push(bytes);
    if (this.#size !== size) void this.#resize();
  }

  #read(stream: TerminalStream): Promise<void> {
    return readTerminal({
      stream,
      window: this.#window,
      nonce: this.#parts.nonce,
      nowMs: this.#parts.nowMs,
      sendBytes: (bytes) => this.#parts.socket.send(bytes, { binary: true }),
      sendControl: (message) => this.#send(message),
      commandEnded: this.#parts.commandEnded,
      printed: this.#parts.printed,
    });
  }

  #shellEnded(code: number | undefined): void {
    // Not the shell, but the way to it.
    if (code === undefined) {
      this.fail('terminal-failed');
      return;
    }
    this.#send({ type: 'exit', code });
    this.close(closeCode.normal);
  }

  #takeInput(bytes: Buffer): void {
    if (!this.#size) {
      this.fail('malformed-frame');
      return;
    }
    this.#parts.typed();
    if (this.#input) {
      if (!this.#input.push(bytes)) this.fail('frame-too-large');
      return;
    }
    // Typed while the shell is being started.
    this.#earlyBytes += bytes.length;
    if (this.#earlyBytes > maxInputFrameBytes) {
      this.fail('frame-too-large');
      return;
    }
    this.#early.push(bytes);
  }

  /** One at a time; the last size wins. */
  async #resize(): Promise<void> {
    if (this.#resizing || !this.#stream) return;
    this.#resizing = true;
    try {
      for (let set: TerminalSize | undefined; this.#size && set !== this.#size && !this.#ended; ) {
        set = this.#size;
        this.#parts.fitted();
        await this.#stream.resize(set);
      }
    } catch (error) {
      // The terminal goes on in its old size.
      if (!this.#ended) this.#parts.failed(error);
    } finally {
      this.#resizing = false;
    }
  }

  #ping(): void {
    if (this.#answered) this.#parts.socket.ping();
    else this.#parts.socket.terminate();
    this.#answered = false;
  }

  #send(message: ServerControl): void {
    if (!this.#ended) this.#parts.socket.send(JSON.stringify(message));
  }

  async #letGo(stream: TerminalStream): Promise<void> {
    try {
      await stream[Symbol.asyncDispose]();
    } catch (error) {
      this.#parts.failed(error);
    }
  }
}
