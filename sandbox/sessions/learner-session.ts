import { type Clock, type Log, nameOf } from '../checks/surroundings.ts';
import type { Session } from '../contract/http.ts';
import type { LearnerId, SessionId, TerminalId } from '../contract/ids.ts';
import {
  type Sandbox,
  type SandboxEngine,
  SandboxError,
  type SandboxEvent,
  type SandboxSummary,
} from '../engine/port.ts';
import type { SessionStore } from '../store/session-store.ts';
import { CurrentStanding } from './current-standing.ts';
import type { EventBus } from './event-bus.ts';
import { openExisting, removeExisting } from './existing-sandbox.ts';
import { LifeWatch } from './life-watch.ts';
import { SessionError } from './session-error.ts';
import type { LifeLimits, LifeState } from './session-life.ts';
import { SessionRest } from './session-rest.ts';
import { memoryText, type Trouble, troubleOf, workTexts } from './session-texts.ts';
import { terminalOf, viewSession } from './session-view.ts';
import { SessionWork } from './session-work.ts';
import type { WarmPool } from './warm-pool.ts';

export interface LearnerSessionParts {
  learner: LearnerId;
  store: SessionStore;
  events: EventBus;
  clock: Clock;
  log: Log;
  /** How long a session may be unused. */
  limits: LifeLimits;
  newId(): SessionId;
  /** The sandbox can be used: take up what was going on in it. */
  onReady(session: SessionId): void;
  /** Its sandbox was stopped: nothing runs in it, and all of it is kept. */
  onStopped(session: SessionId): void;
  /** Its sandbox is being given up or is gone: let go of it. Called once for each session. */
  onEnded(session: SessionId): Promise<void>;
}

/** Where sandboxes come from, once the machine is prepared. */
export interface SandboxSource {
  engine: SandboxEngine;
  pool: WarmPool;
}

/** One learner's lease on a sandbox: what it goes through, and what is being done about it. */
export class LearnerSession implements AsyncDisposable {
  readonly #parts: LearnerSessionParts;
  readonly #work = new SessionWork();
  readonly #standing: CurrentStanding;
  readonly #rest: SessionRest;
  readonly #life: LifeWatch;
  #source: SandboxSource | undefined;
  #sandbox: Sandbox | undefined;
  #thawing = false;
  #ended = false;

  private constructor(parts: LearnerSessionParts) {
    this.#parts = parts;
    this.#standing = new CurrentStanding({ state: 'none' }, () => this.#changed());
    this.#rest = new SessionRest({ ...parts, standing: this.#standing });
    this.#life = new LifeWatch({
      ...parts,
      state: () => this.#standing.life(),
      step: (to, idleMs) => this.#step(to, idleMs),
      announced: () => this.#publish(),
      keep: (idleMs) => this.#rest.keep(idleMs),
    });
  }

  /** Reads what an earlier server left: a session that was there waits for the engine. */
  static async open(parts: LearnerSessionParts): Promise<LearnerSession> {
    const session = new LearnerSession(parts);
    const stored = await parts.store.findSession(parts.learner);
    if (stored) session.#standing.set({ id: stored.id, state: 'waiting', startedAt: stored.startedAt });
    return session;
  }

  get id(): SessionId | undefined {
    return this.#standing.get().id;
  }

  current(): Session {
    return viewSession(this.#standing.get(), this.#life.coming());
  }

  async lease(): Promise<Session> {
    this.#life.touch();
    await this.#work.decide(async () => {
      const { state, id } = this.#standing.get();
      if (!this.#source) this.#standing.set({ ...this.#standing.get(), state: 'waiting' });
      else if (state === 'none' || (state === 'failed' && !id))
        await this.#beginNew(this.#source, 'starting');
      else if (state === 'failed' && id) this.#takeUp(this.#source, id);
      else this.#rouse();
    });
    // That is a moment, and not worth a word of its own.
    if (this.#thawing) await this.#work.done();
    return this.current();
  }

  async reset(): Promise<Session> {
    this.#life.touch();
    await this.#work.decide(async () => {
      const standing = this.#standing.get();
      if (!this.#source) this.#standing.set({ ...standing, state: 'waiting' });
      else if (standing.state !== 'resetting') await this.#beginNew(this.#source, 'resetting');
    });
    return this.current();
  }

  /** Throws `SessionError` with the reason why there is no sandbox that can be used now. */
  ready(): SessionId {
    const { id, state } = this.#standing.get();
    if (!this.#source) throw new SessionError('not-ready', 'the machine is being prepared');
    if (state === 'failed') throw new SessionError('sandbox-failed', 'the sandbox has failed');
    if (state !== 'ready' || !id) throw new SessionError('no-session', `the session is ${state}`);
    return id;
  }

  touch(): void {
    this.#life.touch();
  }

  printed(): void {
    if (this.#standing.life() === 'active' && !this.#rest.isRetiring) this.#life.touch();
  }

  async wake(): Promise<SessionId> {
    this.#life.touch();
    let isComing = false;
    // Asked as a decision, because one that brings it to rest may be on its way.
    await this.#work.decide(async () => {
      isComing = this.#rouse();
    });
    if (isComing) await this.#work.done();
    return this.ready();
  }

  awake(session: SessionId, signal?: AbortSignal): Promise<void> {
    return this.#standing.awake(session, signal);
  }

  sandboxOf(session: SessionId): Sandbox {
    if (this.ready() !== session || !this.#sandbox) {
      throw new SessionError('no-session', 'that session has ended');
    }
    return this.#sandbox;
  }

  findTerminal(id: TerminalId): { session: SessionId; terminal: TerminalId } | undefined {
    const session = this.id;
    const life = this.#standing.life();
    if (!session || (life !== 'active' && life !== 'frozen') || terminalOf(session) !== id) return undefined;
    return { session, terminal: id };
  }

  /** The machine is prepared; `found` are the sandboxes that are there. Starts what somebody waits for. */
  takeOver(source: SandboxSource, found: readonly SandboxSummary[]): Promise<void> {
    this.#source = source;
    return this.#work.decide(() => this.#adopt(source, found));
  }

  /** The host engine does not answer; it will be asked again. What rests needs none just now. */
  lose(source: SandboxSource, error: unknown): Promise<void> {
    this.#source = source;
    return this.#work.decide(async () => {
      const { state } = this.#standing.get();
      if (state === 'ready' || state === 'waiting') this.#standing.fail(troubleOf(error));
    });
  }

  /** Something happened to a sandbox of this instance that nobody here asked for. */
  happened({ session, change }: SandboxEvent): Promise<void> {
    return this.#work.decide(async () => {
      const life = this.#standing.life();
      if (session !== this.id || !life) return;
      if (change === 'removed') await this.#vanish(session);
      else if (change === 'stopped') this.#rest.foundStopped(life);
      else if (life === 'active') this.#standing.set({ ...this.#standing.get(), detail: memoryText });
    });
  }

  /** Nothing was heard for a while: `found` is what is true now. */
  look(source: SandboxSource, found: readonly SandboxSummary[]): Promise<void> {
    return this.#work.decide(async () => {
      if (this.#standing.trouble() === 'engine-unreachable') await this.#adopt(source, found);
      const id = this.id;
      const life = this.#standing.life();
      if (!id || !life) return;
      const state = found.find(({ session }) => session === id)?.state;
      if (!state) await this.#vanish(id);
      else if (state === 'stopped' || state === 'broken') this.#rest.foundStopped(life);
      // By somebody else; the next look at its life undoes it.
      else if (state === 'frozen' && life === 'active') this.#rest.enter('frozen');
    });
  }

  setReadingOnly(): void {
    this.#standing.set({ state: 'none' });
  }

  /** The sandbox stays: the next server adopts it. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#life[Symbol.asyncDispose]();
    await this.#work[Symbol.asyncDispose]();
    if (!this.#ended) await this.#rest.keep(this.#life.idleMs());
    this.#ended = true;
  }

  #changed(): void {
    this.#thawing = false;
    const life = this.#standing.life();
    if (life !== 'active') this.#sandbox = undefined;
    this.#publish();
    if (life) this.#life.look();
  }

  #publish(): void {
    this.#parts.events.publish({ type: 'session', session: this.current() });
  }

  async #adopt(source: SandboxSource, found: readonly SandboxSummary[]): Promise<void> {
    const stored = await this.#parts.store.findSession(this.#parts.learner);
    if (!stored) {
      if (this.#standing.get().state !== 'none') await this.#beginNew(source, 'starting');
      return;
    }
    const { id, startedAt, life, idleMs } = stored;
    this.#standing.set({ ...this.#standing.get(), id, startedAt });
    this.#life.takeOver(idleMs);
    const state = found.find(({ session }) => session === id)?.state;
    // A host engine that was started again has stopped what was frozen.
    if (life !== 'active' && (state === 'frozen' || state === 'stopped')) this.#rest.enter(state);
    // One that never was ready has nothing to lose.
    else if (state || !startedAt) this.#takeUp(source, id);
    else await this.#vanish(id);
  }

  /** First into the store: when that fails nothing has changed. */
  async #beginNew({ engine, pool }: SandboxSource, state: 'starting' | 'resetting'): Promise<void> {
    const { onEnded, log } = this.#parts;
    const old = this.id;
    const warm = pool.take();
    const id = warm ?? this.#parts.newId();
    await this.#parts.store.beginSession({ id, learner: this.#parts.learner, at: this.#now() });
    this.#standing.set({ id, state, detail: old && !warm ? workTexts.removing : workTexts.creating });
    this.#do(id, pool, async (signal) => {
      if (old) await onEnded(old);
      if (old && !warm) {
        await removeExisting(engine, old, log);
        signal.throwIfAborted();
        this.#standing.set({ id, state, detail: workTexts.creating });
      }
      return (warm && (await openExisting(engine, warm, signal))) ?? (await engine.create(id, { signal }));
    });
    // One that is there already needs no room to be made first.
    if (old && warm) this.#work.append(() => removeExisting(engine, old, log));
  }

  /** Opens the sandbox of a session that is known, or makes it when it never came to be. */
  #takeUp({ engine, pool }: SandboxSource, id: SessionId): void {
    const { startedAt } = this.#standing.get();
    this.#standing.set({ id, state: 'starting', detail: workTexts.resuming, startedAt });
    this.#do(id, pool, async (signal) => {
      const sandbox = await openExisting(engine, id, signal);
      if (sandbox) return sandbox;
      this.#standing.set({ ...this.#standing.get(), detail: workTexts.creating });
      return await engine.create(id, { signal });
    });
  }

  /** Comes back from where its life has led it: then true. Harmless otherwise. */
  #rouse(): boolean {
    const { id, state } = this.#standing.get();
    const source = this.#source;
    if (!source || !id || (state !== 'frozen' && state !== 'stopped')) return false;
    if (state === 'stopped') this.#takeUp(source, id);
    else if (!this.#thawing) this.#thaw(source, id);
    return true;
  }

  #thaw(source: SandboxSource, id: SessionId): void {
    this.#thawing = true;
    this.#do(id, source.pool, async (signal) => {
      const sandbox = await openExisting(source.engine, id, signal);
      if (!sandbox) throw new SandboxError('not-found', 'the frozen sandbox is gone');
      return sandbox;
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
    const startedAt = this.#standing.get().startedAt ?? this.#now();
    await this.#parts.store.markState(id, 'ready', startedAt);
    this.#sandbox = sandbox;
    this.#standing.set({ id, state: 'ready', startedAt });
    this.#parts.onReady(id);
  }

  async #fail(id: SessionId, error: unknown): Promise<void> {
    this.#parts.log.error({ session: id, err: nameOf(error) }, 'session failed');
    this.#standing.fail(troubleOf(error));
    await this.#tryToStore(() => this.#parts.store.markState(id, 'failed', this.#now()));
  }

  /** What its life asks for, unless something else has happened meanwhile. */
  #step(to: LifeState | 'removed', idleMs: number): Promise<void> {
    return this.#work.decide(async () => {
      const { id } = this;
      const engine = this.#source?.engine;
      if (!engine || !id || !this.#standing.life()) return;
      if (to === 'active') this.#rouse();
      else if (this.#life.idleMs() < idleMs) return;
      else if (to === 'removed') await this.#expire(engine, id);
      else {
        await this.#rest.retire(engine, id, to);
        await this.#rest.keep(idleMs);
      }
    });
  }

  /** First into the store: if the server ends then, the next one removes what nobody knows. */
  async #expire(engine: SandboxEngine, id: SessionId): Promise<void> {
    await this.#parts.store.endSession(id, this.#now());
    this.#parts.log.info({ session: id }, 'session was unused for too long');
    await this.#giveUp(id, 'expired');
    this.#work.append(() => removeExisting(engine, id, this.#parts.log));
  }

  async #vanish(id: SessionId): Promise<void> {
    this.#parts.log.error({ session: id }, 'sandbox has disappeared');
    await this.#giveUp(id, 'gone');
  }

  /** The sandbox is gone with what was in it: a new lease makes a new session. */
  async #giveUp(id: SessionId, trouble: Trouble): Promise<void> {
    this.#work.giveUp();
    this.#standing.lose(trouble);
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
