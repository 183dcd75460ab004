import type { ActiveLessonParts } from './active-lesson.ts';
import type { CatalogueLesson } from './catalogue.ts';
import { type EngineLife, lookAtEngine } from './engine-life.ts';
import { EventRecorder } from './event-recorder.ts';
import { CouldNotCollect } from './evidence.ts';
import { bringLessonFiles } from './lesson-files.ts';
import { setStartState } from './start-state.ts';

/** What happened in a learner engine since a lesson's start state was complete. */
export interface Observation {
  recorder: EventRecorder;
  /** By the learner engine's clock, nanoseconds. */
  sinceNano: string;
}

type Parts = Pick<ActiveLessonParts, 'run' | 'store' | 'sandbox' | 'engine' | 'awake' | 'clock' | 'log'>;

/** Sets the start state if the run does not have it, and begins to record events. Throws what the sandbox throws. */
export async function observe(
  parts: Parts,
  lesson: Pick<CatalogueLesson, 'folder' | 'definition'>,
  options: { signal: AbortSignal; onEvent(): void },
): Promise<Observation> {
  const { run, store, sandbox, engine, clock, log } = parts;
  if (!run.startState) {
    const files = await bringLessonFiles(sandbox, lesson.folder, options.signal);
    await setStartState(sandbox, lesson.definition.start, options.signal, files);
  }
  const life = await lookAtEngine(sandbox, options.signal).catch((error: unknown) => stoppedLife(run, error));
  const since = run.startState ?? (await markStartState(parts, life));
  // Another life: nobody of ours listened when the engine of the start state ended.
  const missed = run.eventsMissedAt !== undefined || life.id !== since.engineLife;
  if (missed && !run.eventsMissedAt) await store.markEventsMissed(run.id, clock.now().toISOString());
  const recorder = new EventRecorder(
    {
      run: run.id,
      engine,
      store,
      clock,
      log,
      async lookAtEngine(signal) {
        await parts.awake(signal);
        return await lookAtEngine(sandbox, signal);
      },
      onEvent: options.onEvent,
    },
    { life, missed, earlier: await store.events(run.id) },
  );
  recorder.start(since.atNano);
  return { recorder, sinceNano: since.atNano };
}

/** A lesson goes on with an engine that the learner has stopped: to start it again may be the task. */
function stoppedLife(run: Parts['run'], error: unknown): EngineLife {
  const isStopped = error instanceof CouldNotCollect && error.reason === 'engine-stopped';
  if (!isStopped || !run.startState) throw error;
  return { id: 'stopped', nowNano: run.startState.atNano };
}

async function markStartState({ store, run }: Parts, life: EngineLife) {
  const startState = { atNano: life.nowNano, engineLife: life.id };
  await store.markStartStateSet(run.id, startState);
  return startState;
}
