import type { LearnerEngine } from '../engine/learner-engine.ts';

/** What a collector asks an engine about its state. */
export type EngineState = Pick<
  LearnerEngine,
  'images' | 'image' | 'history' | 'containers' | 'container' | 'changes'
>;

/**
 * A learner engine for one check: the same question is asked once, whoever asks. It spares a busy machine, and pieces of
 * evidence that rest on the same answer agree with each other.
 */
export function askedOnce(engine: LearnerEngine): LearnerEngine {
  const answers = new Map<string, Promise<unknown>>();
  const once = <Value>(question: string, ask: () => Promise<Value>): Promise<Value> => {
    const answer = answers.get(question) ?? ask();
    answers.set(question, answer);
    // One question has answers of one type.
    return answer as Promise<Value>;
  };
  const state: EngineState = {
    images: (options) => once(`images ${options?.all ?? false}`, () => engine.images(options)),
    image: (name, signal) => once(`image ${name}`, () => engine.image(name, signal)),
    history: (name, signal) => once(`history ${name}`, () => engine.history(name, signal)),
    containers: (signal) => once('containers', () => engine.containers(signal)),
    container: (name, signal) => once(`container ${name}`, () => engine.container(name, signal)),
    changes: (name, signal) => once(`changes ${name}`, () => engine.changes(name, signal)),
  };
  return {
    ...state,
    events: (options) => engine.events(options),
    version: (signal) => engine.version(signal),
    [Symbol.asyncDispose]: () => engine[Symbol.asyncDispose](),
  };
}
