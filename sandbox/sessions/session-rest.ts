import { type Log, nameOf } from '../checks/surroundings.ts';
import type { SessionId } from '../contract/ids.ts';
import type { SandboxEngine } from '../engine/port.ts';
import type { SessionStore } from '../store/session-store.ts';
import type { CurrentStanding } from './current-standing.ts';
import type { LifeState } from './session-life.ts';
import { stoppedText } from './session-texts.ts';

export interface SessionRestParts {
  standing: CurrentStanding;
  store: SessionStore;
  log: Log;
  /** Its sandbox was stopped: nothing runs in it, and all of it is kept. */
  onStopped(session: SessionId): void;
}

/** Brings a session to rest: frozen or stopped, which is nothing wrong. */
export class SessionRest {
  readonly #parts: SessionRestParts;
  #retiring = false;

  constructor(parts: SessionRestParts) {
    this.#parts = parts;
  }

  /** While true, what is printed may be the last words of what is being stopped. */
  get isRetiring(): boolean {
    return this.#retiring;
  }

  /** Throws what the engine throws; the session is as it was then. */
  async retire(engine: SandboxEngine, id: SessionId, to: 'frozen' | 'stopped'): Promise<void> {
    this.#retiring = true;
    try {
      const sandbox = await engine.get(id);
      await (to === 'frozen' ? sandbox.freeze() : sandbox.stop());
    } finally {
      this.#retiring = false;
    }
    this.enter(to);
    this.#parts.log.info({ session: id, state: to }, 'session rests');
  }

  /** Its sandbox rests already. */
  enter(state: 'frozen' | 'stopped'): void {
    const { id, startedAt } = this.#parts.standing.get();
    this.#parts.standing.set({
      id,
      state,
      startedAt,
      ...(state === 'stopped' && { detail: stoppedText }),
    });
    if (id && state === 'stopped') this.#parts.onStopped(id);
  }

  /** Nobody here has stopped it. */
  foundStopped(life: LifeState): void {
    if (life === 'active') this.#parts.standing.fail('stopped');
    else if (life === 'frozen') this.enter('stopped');
  }

  /** For the next server. What is not stored is forgotten idle time, and no harm. */
  async keep(idleMs: number): Promise<void> {
    const { id } = this.#parts.standing.get();
    const life = this.#parts.standing.life();
    if (!id || !life) return;
    try {
      await this.#parts.store.markLife(id, life, idleMs);
    } catch (error) {
      this.#parts.log.error({ session: id, err: nameOf(error) }, 'session state was not stored');
    }
  }
}
