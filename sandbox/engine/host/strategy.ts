import type { EngineLog } from '../log.ts';
import type { HostEngine, Surroundings } from './host-engine.ts';

export interface StrategyOptions {
  surroundings: Surroundings;
  instance: string;
  stateDir: string;
  signal: AbortSignal;
  log: EngineLog;
}

/**
 * One way to a host engine: undefined when it does not apply to this machine, `NoHostEngine` when it does and fails in
 * a way that a person has to mend.
 */
export type Strategy = (options: StrategyOptions) => Promise<HostEngine | undefined>;
