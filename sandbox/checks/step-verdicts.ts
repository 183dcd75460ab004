import { isDeepStrictEqual } from 'node:util';
import type { StepVerdict, Verdict } from '../contract/verdict.ts';
import type { ActiveLessonParts } from './active-lesson.ts';
import { couldNotRun } from './judgement.ts';
import type { AnyStep } from './lesson.ts';
import { nameOf } from './surroundings.ts';

type Parts = Pick<ActiveLessonParts, 'lesson' | 'run' | 'store' | 'publish' | 'log'>;

/** The last verdict of each step of a run: kept, and published when it says something new. */
export class StepVerdicts {
  readonly #parts: Parts;
  readonly #last = new Map<string, StepVerdict>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async load(): Promise<void> {
    const { store, run } = this.#parts;
    for (const verdict of await store.lastVerdicts(run.id)) this.#last.set(verdict.step, verdict);
  }

  all(): StepVerdict[] {
    return [...this.#last.values()];
  }

  /** The verdict with which a step has passed. */
  passed(step: string): StepVerdict | undefined {
    const last = this.#last.get(step);
    return last?.verdict.status === 'passed' ? last : undefined;
  }

  /** The first step that has not passed. */
  get currentStep(): AnyStep | undefined {
    return this.#parts.lesson.definition.steps.find((step) => !this.passed(step.id));
  }

  /** Returns what was found; `could-not-run` instead when it could not be kept. */
  async take(found: StepVerdict): Promise<StepVerdict> {
    const last = this.#last.get(found.step)?.verdict;
    if (!isNews(last, found.verdict)) return found;
    const kept = await this.#save(found);
    // Refused once more: said already.
    if (!isNews(last, kept.verdict)) return kept;
    this.#last.set(kept.step, kept);
    this.#parts.publish({ type: 'verdict', verdict: kept });
    return kept;
  }

  /** A verdict that could not be stored is not given: it comes again with the next try. */
  async #save(found: StepVerdict): Promise<StepVerdict> {
    if (found.verdict.status === 'could-not-run') return found;
    const { run, store, lesson, log } = this.#parts;
    // A step passes once in a run; of other verdicts each is another.
    const key = `${run.id} ${found.step} ${found.verdict.status === 'passed' ? 'passed' : found.at}`;
    try {
      await store.saveVerdict({ key, run: run.id, contentHash: lesson.contentHash, verdict: found });
      return found;
    } catch (error) {
      log.error({ run: run.id, err: nameOf(error) }, 'a verdict was not saved');
      return { ...found, verdict: couldNotRun('not-saved') };
    }
  }
}

/** "Not yet" is silent: it is news only after something else. */
function isNews(last: Verdict | undefined, next: Verdict): boolean {
  if (next.status === 'not-yet') return last !== undefined && last.status !== 'not-yet';
  return !isDeepStrictEqual(last, next);
}
