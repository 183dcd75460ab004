import { nameOf } from '../checks/surroundings.ts';
import type { MetMistakes, Progress, Session } from '../contract/http.ts';
import type { SessionId, TerminalId } from '../contract/ids.ts';
import { type Sandbox, type SandboxEngine, SandboxError, type SandboxEvent } from '../engine/port.ts';
import { watchSandboxes } from './engine-watch.ts';
import { LearnerSession, type LearnerSessionParts, type SandboxSource } from './learner-session.ts';
import { removeLeftovers } from './leftovers.ts';
import { SessionError } from './session-error.ts';
import type { Sessions } from './sessions.ts';
import { WarmPool } from './warm-pool.ts';

export interface LocalSessionsParts extends LearnerSessionParts {
  /** Sandboxes that are made ahead, so that a session or a reset begins at once. */
  warmSandboxes: number;
}

/** Local mode's `Sessions`: the host engine, what was made ahead on it, and the one learner's session. */
export class LocalSessions implements Sessions {
  readonly #parts: LocalSessionsParts;
  readonly #session: LearnerSession;
  readonly #ending = new AbortController();
  #source: SandboxSource | undefined;
  #tookOver = false;
  #readingOnly = false;
  #watching: Promise<void> = Promise.resolve();
  #tidying: Promise<void> = Promise.resolve();

  private constructor(parts: LocalSessionsParts, session: LearnerSession) {
    this.#parts = parts;
    this.#session = session;
  }

  static async open(parts: LocalSessionsParts): Promise<LocalSessions> {
    return new LocalSessions(parts, await LearnerSession.open(parts));
  }

  current(): Session {
    return this.#session.current();
  }

  async lease(): Promise<Session> {
    this.#refuseWithoutEngine();
    return await this.#session.lease();
  }

  async reset(): Promise<Session> {
    this.#refuseWithoutEngine();
    return await this.#session.reset();
  }

  readySession(): SessionId {
    this.#refuseWithoutEngine();
    return this.#session.ready();
  }

  touch(session: SessionId): void {
    if (session === this.#session.id) this.#session.touch();
  }

  printed(session: SessionId): void {
    if (session === this.#session.id) this.#session.printed();
  }

  async wake(): Promise<SessionId> {
    this.#refuseWithoutEngine();
    return await this.#session.wake();
  }

  awake(session: SessionId, signal?: AbortSignal): Promise<void> {
    return this.#session.awake(session, signal);
  }

  async sandboxOf(session: SessionId): Promise<Sandbox> {
    this.#refuseWithoutEngine();
    return this.#session.sandboxOf(session);
  }

  findTerminal(id: TerminalId): { session: SessionId; terminal: TerminalId } | undefined {
    return this.#session.findTerminal(id);
  }

  mistakes(): Promise<MetMistakes> {
    return this.#parts.store.mistakesOfLearner(this.#parts.learner);
  }

  progress(): Promise<Progress> {
    return this.#parts.store.progressOfLearner(this.#parts.learner);
  }

  async begin(engine: SandboxEngine): Promise<void> {
    const { newId, warmSandboxes: size, clock, log } = this.#parts;
    const source = { engine, pool: new WarmPool({ engine, size, newId, clock, log }) };
    this.#source = source;
    await this.#tryTakeOver(source);
    this.#watching = watchSandboxes({
      engine,
      clock,
      log,
      signal: this.#ending.signal,
      happened: (event) => this.#happened(source, event),
      lookAgain: () => this.#lookAgain(source),
    });
  }

  setReadingOnly(): void {
    this.#readingOnly = true;
    this.#session.setReadingOnly();
  }

  /** Sandboxes stay: the next server adopts them. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending.abort();
    await this.#session[Symbol.asyncDispose]();
    await this.#watching;
    await this.#tidying;
    await this.#source?.pool[Symbol.asyncDispose]();
  }

  #refuseWithoutEngine(): void {
    if (this.#readingOnly) throw new SessionError('no-engine', 'there is no engine');
  }

  /** An engine that does not answer just now is asked again by the watch. */
  async #tryTakeOver(source: SandboxSource): Promise<void> {
    try {
      await this.#takeOver(source);
    } catch (error) {
      if (!(error instanceof SandboxError)) throw error;
      this.#parts.log.error({ err: nameOf(error) }, 'sandboxes could not be listed');
      await this.#session.lose(source, error);
    }
  }

  async #takeOver(source: SandboxSource): Promise<void> {
    const { engine, pool } = source;
    const found = await engine.list();
    await this.#session.takeOver(source, found);
    this.#tookOver = true;
    const known = this.#session.id;
    const leftovers = found.filter(({ session }) => session !== known && !pool.has(session));
    this.#tidying = this.#tidying.then(() => removeLeftovers(engine, leftovers, this.#parts.log));
  }

  #happened({ pool }: SandboxSource, event: SandboxEvent): void {
    if (event.change !== 'out-of-memory') pool.forget(event.session);
    this.#session
      .happened(event)
      .catch((error: unknown) =>
        this.#parts.log.error({ session: event.session, err: nameOf(error) }, 'event was not handled'),
      );
  }

  /** Nothing was heard for a while: what is true now? Throws when the engine does not answer. */
  async #lookAgain(source: SandboxSource): Promise<void> {
    if (!this.#tookOver) return await this.#takeOver(source);
    try {
      await this.#session.look(source, await source.engine.list());
    } catch (error) {
      await this.#session.lose(source, error);
      throw error;
    }
  }
}
