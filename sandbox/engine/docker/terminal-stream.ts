import { Readable, Writable } from 'node:stream';
import type Dockerode from 'dockerode';
import { SandboxError, type TerminalSize, type TerminalStream } from '../port.ts';
import { type BreakableExec, openExec } from './exec-stream.ts';
import { terminalCommand } from './learner-command.ts';
import { type HolderFrame, HolderFrameParser, keyFrames, resizeFrame } from './terminal-frames.ts';

/** An exec takes a fifth of a second; more only on a machine that is very busy. */
const attachTimeoutMs = 20_000;

/** Attaches to the pty holder of terminal `id`, starting it if there is none. */
export async function openTerminal(
  container: Dockerode.Container,
  id: string,
  { cols, rows, nonce }: TerminalSize & { nonce: string },
): Promise<TerminalStream> {
  const env = { TERM: 'xterm-256color', COLORTERM: 'truecolor', DRYDOCK_NONCE: nonce };
  const exec = await openExec(container, { argv: terminalCommand(id, cols, rows), env });
  const connection = new HolderConnection(exec);
  const timer = setTimeout(() => exec.destroy(), attachTimeoutMs);
  try {
    const { replayedBytes, position } = await connection.opened;
    return {
      output: connection.output,
      input: connection.input,
      replayedBytes,
      position,
      ended: connection.ended,
      resize: (size) => connection.send(resizeFrame(size.cols, size.rows)),
      async [Symbol.asyncDispose]() {
        exec.destroy();
      },
    };
  } catch (error) {
    exec.destroy();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

class HolderConnection {
  readonly opened: Promise<{ replayedBytes: number; position: number }>;
  readonly ended: Promise<number | undefined>;
  readonly output: Readable;
  readonly input: Writable;
  readonly #exec: BreakableExec;
  readonly #opening = Promise.withResolvers<{ replayedBytes: number; position: number }>();
  readonly #ending = Promise.withResolvers<number | undefined>();

  constructor(exec: BreakableExec) {
    this.#exec = exec;
    this.opened = this.#opening.promise;
    this.ended = this.#ending.promise;
    this.output = new Readable({
      read: () => exec.stdout.resume(),
      destroy: (error, done) => {
        exec.destroy();
        done(error);
      },
    });
    this.input = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        this.#sendAll([...keyFrames(chunk)]).then(() => done(), done);
      },
    });
    // A write that comes too late is told by `ended`; nobody has to listen here.
    this.input.on('error', () => exec.destroy());
    exec.stdin.on('error', () => exec.destroy());
    this.#read();
  }

  send(frame: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#exec.stdin.write(frame, (error) => (error ? reject(lost(error)) : resolve()));
    });
  }

  async #sendAll(frames: Buffer[]): Promise<void> {
    for (const frame of frames) await this.send(frame);
  }

  #read(): void {
    const { stdout, stderr } = this.#exec;
    const parser = new HolderFrameParser();
    let complaint = '';
    stderr.on('data', (chunk: Buffer) => {
      complaint = (complaint + chunk.toString('latin1')).slice(-500);
    });
    stdout.on('data', (chunk: Buffer) => {
      try {
        for (const frame of parser.push(chunk)) this.#take(frame);
      } catch (error) {
        complaint = String(error);
        this.#exec.destroy();
      }
    });
    stdout.on('close', () => this.#end(complaint));
    stdout.on('end', () => this.#end(complaint));
  }

  #take(frame: HolderFrame): void {
    if (frame.type === 'header') this.#opening.resolve(frame);
    else if (frame.type === 'exit') this.#ending.resolve(frame.code);
    else if (!this.output.push(frame.bytes)) this.#exec.stdout.pause();
  }

  #end(complaint: string): void {
    this.#opening.reject(new SandboxError('learner-engine-failed', `no terminal: ${complaint}`));
    this.#ending.resolve(undefined);
    if (!this.output.readableEnded) this.output.push(null);
  }
}

const lost = (cause: Error) =>
  new SandboxError('engine-unreachable', 'the connection to the terminal was lost', { cause });
