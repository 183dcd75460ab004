import { type Clock, type Log, nameOf } from '../checks/surroundings.ts';
import type { MetMistakes, Progress, Session } from '../contract/http.ts';
import type { LearnerId, SessionId, TerminalId } from '../contract/ids.ts';
import { type Sandbox, type SandboxEngine, SandboxError, type SandboxEvent } from '../engine/port.ts';
import type { SessionStore, StoredSession } from '../store/session-store.ts';
import { StoreError } from '../store/store-error.ts';
import { watchSandboxes } from './engine-watch.ts';
import type { EventBus } from './event-bus.ts';
import { removeLeftovers } from './leftovers.ts';
import { SessionError } from './session-error.ts';
import { memoryText, type Trouble, troubleTexts, workTexts } from './session-texts.ts';
import { type SessionStanding, terminalOf, viewSession } from './session-view.ts';
import type { Sessions } from './sessions.ts';
import { WarmPool } from './warm-pool.ts';

export interface LocalSessionsParts {
  learner: LearnerId;
  store: SessionStore;
  events: EventBus;
  clock: Clock;
  log: Log;
  newId(): SessionId;
  /** Sandboxes that are made ahead, so that a session or a reset begins at once. */
  warmSandboxes: number;
  /** The sandbox can be used: take up what was going on in it. */
  onReady(session: SessionId): void;
  /** Its sandbox is being given up or is gone: let go of it. Called once for each session. */
  onEnded(session: SessionId): Promise<void>;
}

/** Local mode's `Sessions`: one learner, one sandbox. */
export class LocalSessions implements Sessions {
  readonly #parts: LocalSessionsParts;
  readonly #ending = new AbortController();
  #standing: SessionStanding = { state: 'none' };
  #engine: SandboxEngine | undefined;
  #pool: WarmPool | undefined;
  #readingOnly = false;
  #sandbox: Sandbox | undefined;
  #trouble: Trouble | undefined;
  /** Ends the work that is going on, because something else is wanted by now. */
  #giveUp = new AbortController();
  /** Decisions, one after the other: each leaves store and standing in agreement. */
  #decisions: Promise<unknown> = Promise.resolve();
  /** What takes long, one after the other. */
  #work: Promise<void> = Promise.resolve();
  #watching: Promise<void> = Promise.resolve();

  private constructor(parts: LocalSessionsParts) {
    this.#parts = parts;
  }

  /** Reads what an earlier server left: a session that was there waits for the engine. */
  static async open(parts: LocalSessionsParts): Promise<LocalSessions> {
    const sessions = new LocalSessions(parts);
    const stored = await parts.store.findSession(parts.learner);
    if (stored) sessions.#standing = { id: stored.id, state: 'waiting', startedAt: stored.startedAt };
    return sessions;
  }

  current(): Session {
    return viewSession(this.#standing);
  }

  lease(): Promise<Session> {
    return this.#decide(async () => {
      const { state, id } = this.#standing;
      if (!this.#engine) this.#stand({ ...this.#standing, state: 'waiting' });
      else if (state === 'none' || (state === 'failed' && !id)) await this.#beginNew('starting');
      else if (state === 'failed' && id) this.#takeUp(id);
    });
  }

  reset(): Promise<Session> {
    return this.#decide(async () => {
      const { state } = this.#standing;
      if (!this.#engine) this.#stand({ ...this.#standing, state: 'waiting' });
      else if (state !== 'resetting') await this.#beginNew('resetting');
    });
  }

  readySession(): SessionId {
    const { id, state } = this.#standing;
    if (this.#readingOnly) throw new SessionError('no-engine', 'there is no engine');
    if (!this.#engine) throw new SessionError('not-ready', 'the machine is being prepared');
    if (state === 'failed') throw new SessionError('sandbox-failed', 'the sandbox has failed');
    if (state !== 'ready' || !id) throw new SessionError('no-session', `the session is ${state}`);
    return id;
  }

  async sandboxOf(session: SessionId): Promise<Sandbox> {
    if (this.readySession() !== session || !this.#sandbox) {
      throw new SessionError('no-session', 'that session has ended');
    }
    return this.#sandbox;
  }

  findTerminal(id: TerminalId): { session: SessionId; terminal: TerminalId } | undefined {
    const { id: session, state } = this.#standing;
    if (state !== 'ready' || !session || terminalOf(session) !== id) return undefined;
    return { session, terminal: id };
  }

  mistakes(): Promise<MetMistakes> {
    return this.#parts.store.mistakesOfLearner(this.#parts.learner);
  }

  progress(): Promise<Progress> {
    return this.#parts.store.progressOfLearner(this.#parts.learner);
  }

  async begin(engine: SandboxEngine): Promise<void> {
    this.#engine = engine;
    const { newId, warmSandboxes: size, clock, log } = this.#parts;
    this.#pool = new WarmPool({ engine, size, newId, clock, log });
    await this.#decide(() => this.#tryTakeOver(engine));
    this.#watching = watchSandboxes({
      engine,
      clock: this.#parts.clock,
      log: this.#parts.log,
      signal: this.#ending.signal,
      happened: (event) => this.#happened(event),
      lookAgain: () => this.#lookAgain(engine),
    });
  }

  setReadingOnly(): void {
    this.#readingOnly = true;
    this.#stand({ state: 'none' });
  }

  /** Sandboxes stay: the next server adopts them. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending.abort();
    this.#giveUp.abort();
    await this.#decisions;
    await this.#work;
    await this.#watching;
    await this.#pool?.[Symbol.asyncDispose]();
  }

  #decide(decision: () => Promise<void>): Promise<Session> {
    const made = this.#decisions.then(async () => {
      if (this.#readingOnly) throw new SessionError('no-engine', 'there is no engine');
      if (!this.#ending.signal.aborted) await decision();
      return this.current();
    });
    this.#decisions = made.catch(() => undefined);
    return made;
  }

  #stand(standing: SessionStanding): void {
    this.#standing = standing;
    if (standing.state !== 'ready') this.#sandbox = undefined;
    if (standing.state !== 'failed') this.#trouble = undefined;
    this.#parts.events.publish({ type: 'session', session: this.current() });
  }

  /** First into the store: when that fails nothing has changed. */
  async #beginNew(state: 'starting' | 'resetting'): Promise<void> {
    const { id: old } = this.#standing;
    const warm = this.#pool?.take();
    const id = warm ?? this.#parts.newId();
    await this.#parts.store.beginSession({ id, learner: this.#parts.learner, at: this.#now() });
    this.#stand({ id, state, detail: old && !warm ? workTexts.removing : workTexts.creating });
    this.#do(id, async (engine, signal) => {
      if (old) await this.#parts.onEnded(old);
      if (old && !warm) {
        await this.#remove(old);
        signal.throwIfAborted();
        this.#stand({ id, state, detail: workTexts.creating });
      }
      return (warm && (await openExisting(engine, warm, signal))) ?? (await engine.create(id, { signal }));
    });
    // One that is there already needs no room to be made first.
    if (old && warm) this.#work = this.#work.then(() => this.#remove(old));
  }

  async #remove(old: SessionId): Promise<void> {
    try {
      await (await this.#engine?.get(old))?.remove();
    } catch (error) {
      if (error instanceof SandboxError && error.code === 'not-found') return;
      // Nobody knows it any more: the next server removes it.
      this.#parts.log.warn({ session: old, err: nameOf(error) }, 'old sandbox was not removed');
    }
  }

  /** Opens the sandbox of a session that is known, or makes it when it never came to be. */
  #takeUp(id: SessionId): void {
    this.#stand({ id, state: 'starting', detail: workTexts.resuming, startedAt: this.#standing.startedAt });
    this.#do(id, async (engine, signal) => {
      const sandbox = await openExisting(engine, id, signal);
      if (sandbox) return sandbox;
      this.#stand({ ...this.#standing, detail: workTexts.creating });
      return await engine.create(id, { signal });
    });
  }

  #do(id: SessionId, open: (engine: SandboxEngine, signal: AbortSignal) => Promise<Sandbox>): void {
    const engine = this.#engine;
    if (!engine) return;
    this.#giveUp.abort();
    this.#giveUp = new AbortController();
    const { signal } = this.#giveUp;
    if (this.#ending.signal.aborted) this.#giveUp.abort();
    this.#work = this.#work.then(async () => {
      try {
        const sandbox = await open(engine, signal);
        if (!signal.aborted) await this.#becomeReady(id, sandbox);
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
    this.#pool?.fill();
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
    this.#giveUp.abort();
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

  /** An engine that does not answer just now is asked again by the watch. */
  async #tryTakeOver(engine: SandboxEngine): Promise<void> {
    try {
      await this.#takeOver(engine);
    } catch (error) {
      if (!(error instanceof SandboxError)) throw error;
      this.#parts.log.error({ err: nameOf(error) }, 'sandboxes could not be listed');
      this.#setTrouble('engine-unreachable');
    }
  }

  async #takeOver(engine: SandboxEngine): Promise<void> {
    const stored = await this.#parts.store.findSession(this.#parts.learner);
    const found = await engine.list();
    if (stored)
      await this.#adopt(
        stored,
        found.some((each) => each.session === stored.id),
      );
    else if (this.#standing.state !== 'none') await this.#beginNew('starting');
    const known = this.#standing.id;
    const leftovers = found.filter((each) => each.session !== known && !this.#pool?.has(each.session));
    this.#work = this.#work.then(() => removeLeftovers(engine, leftovers, this.#parts.log));
  }

  async #adopt(stored: StoredSession, exists: boolean): Promise<void> {
    this.#standing = { ...this.#standing, id: stored.id, startedAt: stored.startedAt };
    // One that never was ready has nothing to lose.
    if (exists || !stored.startedAt) this.#takeUp(stored.id);
    else await this.#vanish(stored.id);
  }

  #happened({ session, change }: SandboxEvent): void {
    const told = this.#decide(async () => {
      if (change !== 'out-of-memory') this.#pool?.forget(session);
      if (session !== this.#standing.id || this.#standing.state !== 'ready') return;
      if (change === 'removed') await this.#vanish(session);
      else if (change === 'stopped') this.#setTrouble('stopped');
      else this.#stand({ ...this.#standing, detail: memoryText });
    });
    told.catch((error: unknown) =>
      this.#parts.log.error({ session, err: nameOf(error) }, 'event was not handled'),
    );
  }

  /** Nothing was heard for a while: what is true now? Throws when the engine does not answer. */
  async #lookAgain(engine: SandboxEngine): Promise<void> {
    await this.#decide(async () => {
      const { id, state } = this.#standing;
      if (this.#trouble === 'engine-unreachable') await this.#takeOver(engine);
      if (!id || state !== 'ready') return;
      try {
        const summary = (await engine.list()).find((each) => each.session === id);
        if (!summary) await this.#vanish(id);
        else if (summary.state !== 'running') this.#setTrouble('stopped');
      } catch (error) {
        this.#setTrouble(troubleOf(error));
        throw error;
      }
    });
  }

  #now(): string {
    return this.#parts.clock.now().toISOString();
  }
}

/** Undefined when there is no sandbox of this session. */
async function openExisting(
  engine: SandboxEngine,
  id: SessionId,
  signal: AbortSignal,
): Promise<Sandbox | undefined> {
  let sandbox: Sandbox;
  try {
    sandbox = await engine.get(id);
  } catch (error) {
    if (error instanceof SandboxError && error.code === 'not-found') return undefined;
    throw error;
  }
  await sandbox.start({ signal });
  return sandbox;
}

function troubleOf(error: unknown): Trouble {
  if (error instanceof SandboxError) return error.code;
  return error instanceof StoreError && error.code === 'disk-full' ? 'store-full' : 'unknown';
}
