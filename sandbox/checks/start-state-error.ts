/** A command of the start state failed, all of it took too long, or the lesson's files could not be brought in. */
export class StartStateError extends Error {
  override readonly name = 'StartStateError';
  /** The end of what was printed: for the operator and the author, not for the learner. */
  readonly output: string;
  constructor(message: string, output: string) {
    super(message);
    this.output = output;
  }
}
