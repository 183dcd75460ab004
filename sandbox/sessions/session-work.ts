/** What one session does: decisions, which are quick, and work, which takes long and can be given up. Each kind in turn. */
export class SessionWork implements AsyncDisposable {
  readonly #ending = new AbortController();
  #decisions: Promise<unknown> = Promise.resolve();
  #work: Promise<void> = Promise.resolve();
  /** Ends the work that is going on, because something else is wanted by now. */
  #giveUp = new AbortController();

  /** Each decision leaves store and standing in agreement. One that comes after the end is not made. */
  decide(decision: () => Promise<void>): Promise<void> {
    const made = this.#decisions.then(async () => {
      if (!this.#ending.signal.aborted) await decision();
    });
    this.#decisions = made.catch(() => undefined);
    return made;
  }

  /** Gives up what is being done, and does this instead. `work` must not throw. */
  replace(work: (signal: AbortSignal) => Promise<void>): void {
    this.giveUp();
    this.#giveUp = new AbortController();
    const { signal } = this.#giveUp;
    if (this.#ending.signal.aborted) this.#giveUp.abort();
    this.append(() => work(signal));
  }

  /** Does this too, after everything else. `work` must not throw. */
  append(work: () => Promise<void>): void {
    this.#work = this.#work.then(work);
  }

  /** Resolves when nothing is being done. */
  async done(): Promise<void> {
    await this.#work;
  }

  giveUp(): void {
    this.#giveUp.abort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending.abort();
    this.giveUp();
    await this.#decisions;
    await this.#work;
  }
}
