/** One command line that a learner typed, from the shell's marks. Practice-grade: a learner can print marks too. */
export interface TypedCommand {
  text: string;
  exitCode?: number;
  /** ISO 8601 UTC, server clock. */
  endedAt: string;
}
