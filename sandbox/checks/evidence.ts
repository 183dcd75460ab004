import type { EngineEvent, LearnerEngine } from '../engine/learner-engine.ts';
import type { Sandbox } from '../engine/port.ts';
import type { TypedCommand } from './record.ts';

/** What lessons name of it: they know evidence, and not where it comes from. */
export type { ContainerSummary, ImageDetails, ImageSummary } from '../engine/learner-engine.ts';

/** What a collector may use. Everything that comes out of it is hostile and size-limited. */
export interface CollectContext {
  /** The learner engine's own API. */
  engine: LearnerEngine;
  sandbox: Sandbox;
  /** Events of the learner engine since the lesson's start state was set. */
  events: readonly EngineEvent[];
  /** An event may be missing from `events`: the engine was restarted, or too much happened while nobody listened. */
  eventsMissed: boolean;
  /** Commands typed since then: shell marks, so practice-grade and only for diagnoses. */
  commands: readonly TypedCommand[];
  signal: AbortSignal;
}

/** Gathers one piece of evidence. Throws `CouldNotCollect` when it cannot; "there is none" is a value, not an error. */
export interface Collector<Value> {
  readonly kind: string;
  collect(context: CollectContext): Promise<Value>;
}

/** The check gave no answer: the engine is stopped, the answer was too big, an event may have been missed. */
export class CouldNotCollect extends Error {
  override readonly name = 'CouldNotCollect';
  readonly reason: 'engine-stopped' | 'timed-out' | 'too-big' | 'events-missed' | 'unreadable';
  constructor(reason: CouldNotCollect['reason'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}
