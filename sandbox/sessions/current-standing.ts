import type { SessionId } from '../contract/ids.ts';
import type { LifeState } from './session-life.ts';
import { type Trouble, troubleTexts } from './session-texts.ts';
import { lifeOf, type SessionStanding } from './session-view.ts';

/** Where a session stands now, for those who ask and those who wait for it to change. */
export class CurrentStanding {
  readonly #told: () => void;
  #standing: SessionStanding;
  #trouble: Trouble | undefined;
  #changed = Promise.withResolvers<void>();

  /** `told` is called after each change. */
  constructor(standing: SessionStanding, told: () => void) {
    this.#standing = standing;
    this.#told = told;
  }

  get(): SessionStanding {
    return this.#standing;
  }

  life(): LifeState | undefined {
    return lifeOf(this.#standing);
  }

  /** Undefined unless the session has failed. */
  trouble(): Trouble | undefined {
    return this.#trouble;
  }

  set(standing: SessionStanding, trouble?: Trouble): void {
    this.#standing = standing;
    this.#trouble = trouble;
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
    this.#told();
  }

  /** Its sandbox is still there, as far as anybody knows. */
  fail(trouble: Trouble): void {
    const { id, startedAt } = this.#standing;
    this.set({ id, state: 'failed', detail: troubleTexts[trouble], startedAt }, trouble);
  }

  /** Its sandbox is gone: there is no session any more, and this is why. */
  lose(trouble: Trouble): void {
    this.set({ state: 'failed', detail: troubleTexts[trouble] }, trouble);
  }

  /** Resolves at once unless the session is frozen or stopped; then when that is over. */
  async awake(session: SessionId, signal?: AbortSignal): Promise<void> {
    const aborted = Promise.withResolvers<never>();
    aborted.promise.catch(() => undefined);
    const abort = () => aborted.reject(signal?.reason);
    signal?.addEventListener('abort', abort, { once: true });
    try {
      signal?.throwIfAborted();
      while (this.#isAsleep(session)) await Promise.race([this.#changed.promise, aborted.promise]);
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  #isAsleep(session: SessionId): boolean {
    const life = this.life();
    return this.#standing.id === session && life !== undefined && life !== 'active';
  }
}
