import { createHmac } from 'node:crypto';
import type { WebSocket } from 'ws';
import type { TypedCommand } from '../checks/record.ts';
import { type Log, nameOf } from '../checks/surroundings.ts';
import { closeCode } from '../contract/errors.ts';
import { terminalSubprotocol } from '../contract/frames.ts';
import type { Language, SessionId, TerminalId } from '../contract/ids.ts';
import { type Sandbox, SandboxError, type TerminalSize, type TerminalStream } from '../engine/port.ts';
import type { Failure } from './control-frames.ts';
import { MarkLog } from './mark-log.ts';
import { TerminalConnection } from './terminal-connection.ts';
import { type TerminalTiming, terminalTiming } from './timing.ts';

/** A shell draws its prompt again in a new size: that is the page's doing, and not a program's. */
const redrawMs = 1_000;

/** A terminal of a session that is ready or frozen. */
export interface TerminalPlace {
  session: SessionId;
  terminal: TerminalId;
}

export interface TerminalsParts {
  sandboxOf(session: SessionId): Promise<Sandbox>;
  commandEnded(session: SessionId, command: TypedCommand): void;
  /** Somebody pressed a key. */
  typed(session: SessionId): void;
  /** A program printed something, and somebody's page shows it. */
  printed(session: SessionId): void;
  /** Secret of the instance: the nonces of its shells are made from it, so that a restarted server knows them. */
  nonceKey: string;
  now(): Date;
  /** Milliseconds, by a clock that only goes forward. */
  elapsedMs(): number;
  log: Log;
  timing?: TerminalTiming;
}

export interface Visitor {
  socket: WebSocket;
  language: Language;
  /** Why this visitor gets no terminal, decided before it said anything. */
  place: TerminalPlace | Failure;
}

/** Every terminal socket of the server. Several may be at one terminal: all see the same, and the last size wins. */
export class Terminals implements Disposable {
  readonly #parts: TerminalsParts;
  readonly #marks = new MarkLog();
  readonly #fittedAtMs = new Map<SessionId, number>();
  readonly #connections = new Map<TerminalConnection, TerminalPlace | undefined>();

  constructor(parts: TerminalsParts) {
    this.#parts = parts;
  }

  /** Takes over a socket that was just opened, and closes it in the end. */
  accept({ socket, language, place }: Visitor): void {
    const found = typeof place === 'string' ? undefined : place;
    const connection = new TerminalConnection({
      socket,
      language,
      nonce: found ? this.#nonce(found) : '',
      timing: this.#parts.timing ?? terminalTiming,
      nowMs: () => this.#parts.now().getTime(),
      attach: (size) => this.#attach(found, size),
      attached: (stream) => this.#attached(found, stream),
      commandEnded: (position, mark) => this.#commandEnded(found, position, mark),
      typed: () => found && this.#parts.typed(found.session),
      printed: () => this.#printed(found),
      fitted: () => this.#fitted(found),
      failed: (error) => this.#parts.log.warn({ err: nameOf(error) }, 'terminal failed'),
    });
    this.#connections.set(connection, found);
    socket.on('close', () => this.#connections.delete(connection));
    if (socket.protocol !== terminalSubprotocol) connection.fail('unsupported-version');
    else if (typeof place === 'string') connection.fail(place);
  }

  /** The session's sandbox is going away, or what ran in it has ended. */
  endSession(session: SessionId): void {
    this.#marks.forget(session);
    this.#fittedAtMs.delete(session);
    for (const [connection, place] of this.#connections) {
      if (place?.session === session) connection.fail('session-ended');
    }
  }

  /** The server is going away; shells go on. */
  [Symbol.dispose](): void {
    for (const connection of this.#connections.keys()) connection.close(closeCode.goingAway);
  }

  async #attach(place: TerminalPlace | undefined, size: TerminalSize): Promise<TerminalStream> {
    if (!place) throw new SandboxError('not-found', 'no terminal');
    const sandbox = await this.#parts.sandboxOf(place.session);
    const attaching = sandbox.attachTerminal(place.terminal, { ...size, nonce: this.#nonce(place) });
    return withTimeLimit(attaching, (this.#parts.timing ?? terminalTiming).attachMs);
  }

  #attached(place: TerminalPlace | undefined, stream: TerminalStream): void {
    this.#fitted(place);
    if (place) this.#marks.begin(place.session, place.terminal, stream.position + stream.replayedBytes);
  }

  #fitted(place: TerminalPlace | undefined): void {
    if (place) this.#fittedAtMs.set(place.session, this.#parts.elapsedMs());
  }

  #printed(place: TerminalPlace | undefined): void {
    if (!place) return;
    const fittedMs = this.#fittedAtMs.get(place.session);
    if (fittedMs !== undefined && this.#parts.elapsedMs() - fittedMs < redrawMs) return;
    this.#parts.printed(place.session);
  }

  #commandEnded(
    place: TerminalPlace | undefined,
    position: number,
    mark: { text: string; exitCode: number | undefined },
  ): void {
    if (!place || !this.#marks.take(place.session, place.terminal, position)) return;
    const { text, exitCode } = mark;
    const endedAt = this.#parts.now().toISOString();
    this.#parts.commandEnded(place.session, { text, ...(exitCode !== undefined && { exitCode }), endedAt });
  }

  #nonce({ session, terminal }: TerminalPlace): string {
    return createHmac('sha256', this.#parts.nonceKey)
      .update(`shell ${session} ${terminal}`)
      .digest('hex')
      .slice(0, 32);
  }
}

/** Gives up after `ms`, and then lets go of a stream that comes late. */
async function withTimeLimit(attaching: Promise<TerminalStream>, ms: number): Promise<TerminalStream> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, ms, 'late');
  });
  const first = await Promise.race([attaching, late]).finally(() => clearTimeout(timer));
  if (first !== 'late') return first;
  // A late failure was told already; a late stream is not wanted any more.
  attaching.then(
    (stream) => stream[Symbol.asyncDispose](),
    () => undefined,
  );
  throw new SandboxError('timed-out', `the terminal did not open within ${ms} ms`);
}
