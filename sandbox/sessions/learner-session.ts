import { type Clock, type Log, nameOf } from '../checks/surroundings.ts';
import type { Session } from '../contract/http.ts';
import type { LearnerId, SessionId, TerminalId } from '../contract/ids.ts';
import type { Sandbox, SandboxEngine, SandboxEvent, SandboxSummary } from '../engine/port.ts';
import type { SessionStore } from '../store/session-store.ts';
import type { EventBus } from './event-bus.ts';
import { openExisting, removeExisting } from './existing-sandbox.ts';
import { SessionError } from './session-error.ts';
import { memoryText, type Trouble, troubleOf, troubleTexts, workTexts } from './session-texts.ts';
import { type SessionStanding, terminalOf, viewSession } from './session-view.ts';
import { SessionWork } from './session-work.ts';
import type { WarmPool } from './warm-pool.ts';

export interface LearnerSessionParts {
  learner: LearnerId;
  store: SessionStore;
  events: EventBus;
  clock: Clock;
  log: Log;
  newId(): SessionId;
  /** The sandbox can be used: take up what was going on in it. */
  onReady(session: SessionId): void;
  /** Its sandbox is being given up or is gone: let go of it. Called once for each session. */
  onEnded(session: SessionId): Promise<void>;
}

/** Where sandboxes come from, once the machine is prepared. */
export interface SandboxSource {
  engine: SandboxEngine;
  pool: WarmPool;
}

/** One learner's lease on a sandbox: where it stands, and what is being done about it. */
export class LearnerSession implements AsyncDisposable {
  readonly #parts: LearnerSessionParts;
  readonly #work = new SessionWork();
  #standing: SessionStanding = { state: 'none' };
  #source: SandboxSource | undefined;
  #sandbox: Sandbox | undefined;
  #trouble: Trouble | undefined;

  private constructor(parts: LearnerSessionParts) {
    this.#parts = parts;
  }

  /** Reads what an earlier server left: a session that was there waits for the engine. */
  static async open(parts: LearnerSessionParts): Promise<LearnerSession> {
    const session = new LearnerSession(parts);
    const stored = await parts.store.findSession(parts.learner);
    if (stored) session.#standing = { id: stored.id, state: 'waiting', startedAt: stored.startedAt };
    return session;
  }

  get id(): SessionId | undefined {
    return this.#standing.id;
  }

  current(): Session {
    return viewSession(this.#standing);
  }

  async lease(): Promise<Session> {
    await this.#work.decide(async () => {
      const { state, id } = this.#standing;
      if (!this.#source) this.#stand({ ...this.#standing, state: 'waiting' });
      else if (state === 'none' || (state === 'failed' && !id))
        await this.#beginNew(this.#source, 'starting');
      else if (state === 'failed' && id) this.#takeUp(this.#source, id);
    });
    return this.current();
  }

  async reset(): Promise<Session> {
    await this.#work.decide(async () => {
      if (!this.#source) this.#stand({ ...this.#standing, state: 'waiting' });
      else if (this.#standing.state !== 'resetting') await this.#beginNew(this.#source, 'resetting');
    });
    return this.current();
  }

  /** Throws `SessionError` with the reason why there is no sandbox that can be used now. */
  ready(): SessionId {
    const { id, state } = this.#standing;
    if (!this.#source) throw new SessionError('not-ready', 'the machine is being prepared');
    if (state === 'failed') throw new SessionError('sandbox-failed', 'the sandbox has failed');
    if (state !== 'ready' || !id) throw new SessionError('no-session', `the session is ${state}`);
    return id;
  }

  sandboxOf(session: SessionId): Sandbox {
    if (this.ready() !== session || !this.#sandbox) {
      throw new SessionError('no-session', 'that session has ended');
    }
    return this.#sandbox;
  }

  findTerminal(id: TerminalId): { session: SessionId; terminal: TerminalId } | undefined {
    const { id: session, state } = this.#standing;
    if (state !== 'ready' || !session || terminalOf(session) !== id) return undefined;
    return { session, terminal: id };
  }

  /** The machine is prepared; `found` are the sandboxes that are there. Starts what somebody waits for. */
  takeOver(source: SandboxSource, found: readonly SandboxSummary[]): Promise<void> {
    this.#source = source;
    return this.#work.decide(() => this.#adopt(source, found));
  }

  /** The host engine does not answer. `source`: it will be asked again. */
  lose(source: SandboxSource, error: unknown): Promise<void> {
    this.#source = source;
    return this.#work.decide(async () => {
      if (this.#standing.state === 'ready' || this.#standing.state === 'waiting') {
        this.#setTrouble(troubleOf(error));
      }
    });
  }

  /** Something happened to a sandbox of this instance that nobody here asked for. */
  happened({ session, change }: SandboxEvent): Promise<void> {
    return this.#work.decide(async () => {
      if (session !== this.#standing.id || this.#standing.state !== 'ready') return;
      if (change === 'removed') await this.#vanish(session);
      else if (change === 'stopped') this.#setTrouble('stopped');
      else this.#stand({ ...this.#standing, detail: memoryText });
    });
  }

  /** Nothing was heard for a while: `found` is what is true now. */
  look(source: SandboxSource, found: readonly SandboxSummary[]): Promise<void> {
    return this.#work.decide(async () => {
      if (this.#trouble === 'engine-unreachable') await this.#adopt(source, found);
      const { id, state } = this.#standing;
      if (!id || state !== 'ready') return;
      const summary = found.find((each) => each.session === id);
      if (!summary) await this.#vanish(id);
      else if (summary.state !== 'running') this.#setTrouble('stopped');
    });
  }

  setReadingOnly(): void {
    this.#stand({ state: 'none' });
  }

  /** The sandbox stays: the next server adopts it. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#work[Symbol.asyncDispose]();
  }

  #stand(standing: SessionStanding): void {
    this.#standing = standing;
    if (standing.state !== 'ready') this.#sandbox = undefined;
    if (standing.state !== 'failed') this.#trouble = undefined;
    this.#parts.events.publish({ type: 'session', session: this.current() });
  }

  async #adopt(source: SandboxSource, found: readonly SandboxSummary[]): Promise<void> {
    const stored = await this.#parts.store.findSession(this.#parts.learner);
    if (!stored) {
      if (this.#standing.state !== 'none') await this.#beginNew(source, 'starting');
      return;
    }
    const { id, startedAt } = stored;
    this.#standing = { ...this.#standing, id, startedAt };
    // One that never was ready has nothing to lose.
    if (!startedAt || found.some(({ session }) => session === id)) this.#takeUp(source, id);
    else await this.#vanish(id);
  }

  /** First into the store: when that fails nothing has changed. */
  async #beginNew({ engine, pool }: SandboxSource, state: 'starting' | 'resetting'): Promise<void> {
    const { onEnded, log } = this.#parts;
    const { id: old } = this.#standing;
    const warm = pool.take();
    const id = warm ?? this.#parts.newId();
    await this.#parts.store.beginSession({ id, learner: this.#parts.learner, at: this.#now() });
    this.#stand({ id, state, detail: old && !warm ? workTexts.removing : workTexts.creating });
    this.#do(id, pool, async (signal) => {
      if (old) await onEnded(old);
      if (old && !warm) {
        await removeExisting(engine, old, log);
        signal.throwIfAborted();
        this.#stand({ id, state, detail: workTexts.creating });
      }
      return (warm && (await openExisting(engine, warm, signal))) ?? (await engine.create(id, { signal }));
    });
    // One that is there already needs no room to be made first.
    if (old && warm) this.#work.append(() => removeExisting(engine, old, log));
  }

  /** Opens the sandbox of a session that is known, or makes it when it never came to be. */
  #takeUp({ engine, pool }: SandboxSource, id: SessionId): void {
    this.#stand({ id, state: 'starting', detail: workTexts.resuming, startedAt: this.#standing.startedAt });
    this.#do(id, pool, async (signal) => {
      const sandbox = await openExisting(engine, id, signal);
      if (sandbox) return sandbox;
      this.#stand({ ...this.#standing, detail: workTexts.creating });
      return await engine.create(id, { signal });
    });
  }

  #do(id: SessionId, pool: WarmPool, open: (signal: AbortSignal) => Promise<Sandbox>): void {
    this.#work.replace(async (signal) => {
      try {
        const sandbox = await open(signal);
        if (signal.aborted) return;
        await this.#becomeReady(id, sandbox);
        pool.fill();
      } catch (error) {
        if (!signal.aborted) await this.#fail(id, error);
      }
    });
  }

  async #becomeReady(id: SessionId, sandbox: Sandbox): Promise<void> {
    const startedAt = this.#standing.startedAt ?? this.#now();
    await this.#parts.store.markState(id, 'ready', startedAt);
    this.#sandbox = sandbox;
    this.#stand({ id, state: 'ready', startedAt });
    this.#parts.onReady(id);
  }

  async #fail(id: SessionId, error: unknown): Promise<void> {
    this.#parts.log.error({ session: id, err: nameOf(error) }, 'session failed');
    this.#setTrouble(troubleOf(error));
    await this.#tryToStore(() => this.#parts.store.markState(id, 'failed', this.#now()));
  }

  #setTrouble(trouble: Trouble): void {
    const { id, startedAt } = this.#standing;
    this.#stand({ id, state: 'failed', detail: troubleTexts[trouble], startedAt });
    this.#trouble = trouble;
  }

  /** The sandbox is gone with what was in it: a new lease makes a new session. */
  async #vanish(id: SessionId): Promise<void> {
    this.#parts.log.error({ session: id }, 'sandbox has disappeared');
    this.#work.giveUp();
    this.#stand({ state: 'failed', detail: troubleTexts.gone });
    this.#trouble = 'gone';
    await this.#parts.onEnded(id);
    await this.#tryToStore(() => this.#parts.store.endSession(id, this.#now()));
  }

  /** What the page was told is true in any case; the next server finds out by itself. */
  async #tryToStore(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      this.#parts.log.error({ err: nameOf(error) }, 'session state was not stored');
    }
  }

  #now(): string {
    return this.#parts.clock.now().toISOString();
  }
}
