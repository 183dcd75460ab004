/** One event of the learner engine (Engine API, "Monitor events"), as the server recorded it. */
export interface EngineEvent {
  type: 'image' | 'container' | 'volume' | 'network' | 'builder' | 'daemon';
  action: string;
  /** Image or container id, volume name. `untag` carries the image id and not the tag. */
  id: string;
  attributes: Readonly<Record<string, string>>;
  /** Nanoseconds since the epoch by the learner engine's clock, as a decimal string. */
  timeNano: string;
}

/** One command line that a learner typed, from the shell's marks. */
export interface TypedCommand {
  text: string;
  exitCode?: number;
  /** ISO 8601 UTC, server clock. */
  endedAt: string;
}
