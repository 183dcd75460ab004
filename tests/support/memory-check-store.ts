import type { CheckStore, LessonRun } from '../../sandbox/checks/check-store.ts';
import type { StepVerdict } from '../../sandbox/contract/verdict.ts';
import type { EngineEvent } from '../../sandbox/engine/learner-engine.ts';

type Stored = LessonRun & { current: boolean; events: EngineEvent[]; verdicts: [key: string, StepVerdict][] };

/** What a store must do, in memory; `refusing` makes every write of a verdict fail. */
export class MemoryCheckStore implements CheckStore {
  readonly runs: Stored[] = [];
  refusing = false;
  #count = 0;

  async findRun(session: string, lesson: string) {
    return this.#copy(this.runs.find((run) => run.session === session && run.lesson === lesson));
  }
  async findCurrentRun(session: string) {
    return this.#copy(this.runs.find((run) => run.session === session && run.current));
  }
  async beginRun(begun: Omit<LessonRun, 'id'>) {
    this.#remove((run) => run.session === begun.session && run.lesson === begun.lesson);
    for (const run of this.runs) if (run.session === begun.session) run.current = false;
    this.#count += 1;
    const run = { ...begun, id: `run-${this.#count}`, current: true, events: [], verdicts: [] };
    this.runs.push(run);
    return { ...begun, id: run.id };
  }
  async makeCurrent(id: string) {
    const { session } = this.#get(id);
    for (const run of this.runs) if (run.session === session) run.current = run.id === id;
  }
  async markStartStateSet(id: string, startState: NonNullable<LessonRun['startState']>) {
    this.#get(id).startState = { ...startState };
  }
  async markEngineLife(id: string, engineLife: string) {
    const { startState } = this.#get(id);
    if (startState) startState.engineLife = engineLife;
  }
  async markEventsMissed(id: string, at: string) {
    this.#get(id).eventsMissedAt ??= at;
  }
  async saveVerdict({ key, run, verdict }: Parameters<CheckStore['saveVerdict']>[0]) {
    if (this.refusing) throw new Error('disk full');
    const { verdicts } = this.#get(run);
    if (verdicts.some(([known]) => known === key)) return false;
    verdicts.push([key, structuredClone(verdict)]);
    return true;
  }
  async lastVerdicts(id: string) {
    const last = new Map(this.#get(id).verdicts.map(([, verdict]) => [verdict.step, verdict]));
    return [...last.values()];
  }
  async saveEvents(id: string, events: readonly EngineEvent[]) {
    this.#get(id).events.push(...events);
  }
  async events(id: string) {
    return [...this.#get(id).events];
  }
  async progressOf() {
    const passed = this.runs.flatMap(({ verdicts, contentHash }) =>
      verdicts
        .filter(([, verdict]) => verdict.verdict.status === 'passed')
        .map(([, { lesson, step, at }]) => ({ lesson, step, passedAt: at, contentHash })),
    );
    return { steps: passed };
  }
  async endRuns(session: string) {
    this.#remove((run) => run.session === session);
  }

  #remove(which: (run: Stored) => boolean) {
    const kept = this.runs.filter((run) => !which(run));
    this.runs.splice(0, this.runs.length, ...kept);
  }
  #copy(run: Stored | undefined): LessonRun | undefined {
    return run && structuredClone(run);
  }
  #get(id: string): Stored {
    const run = this.runs.find((each) => each.id === id);
    if (!run) throw new Error(`no run ${id}`);
    return run;
  }
}
