import type { CatalogueLesson } from '../../sandbox/checks/catalogue.ts';
import type { AnyStep, Commands } from '../../sandbox/checks/lesson.ts';
import type { Verdict } from '../../sandbox/contract/verdict.ts';
import { type Attempt, type BeginAttempt, noStartState } from './attempt.ts';
import type { Finding } from './known-proofs.ts';
import { firstDifference, loadRecordings, type Recordings, saveRecordings } from './recording.ts';
import type { Task } from './run-tasks.ts';
import { countingTime } from './spent-time.ts';

export interface ProofOptions {
  begin: BeginAttempt;
  report(finding: Finding): void;
  /** Write what commands print instead of comparing it. */
  record: boolean;
  /** Leave the alternatives and mistakes of all other steps out. */
  step?: string;
  /** How long an expected verdict may take to come: an event can be on its way. */
  patienceMs?: number;
}

/** All parts of a lesson's proof. None needs anything of the others; they may run side by side. */
export function tasksOf(lesson: CatalogueLesson, options: ProofOptions): Task[] {
  const proof = new LessonProof(lesson, options);
  const isWanted = ({ id }: AnyStep) => options.step === undefined || options.step === id;
  return proof.countDown([
    () => proof.wholeWay(),
    ...lesson.definition.steps.filter(isWanted).flatMap((step) => [
      ...Object.entries(step.alternatives ?? {}).map(
        ([name, commands]) =>
          () =>
            proof.alternative(step, name, commands),
      ),
      ...Object.entries(step.mistakes).map(
        ([id, { commands }]) =>
          () =>
            proof.mistake(step, id, commands),
      ),
    ]),
  ]);
}

/** The claim that the texts' values are looked up in. */
export const solutionPasses = 'solution passes';

/** What a claim has seen besides. */
type Seen = Pick<Finding, 'diagnosis' | 'values'>;

/** Says what does not hold, or undefined. */
type Proving = (attempt: Attempt) => Promise<string | undefined>;

class LessonProof {
  readonly #lesson: CatalogueLesson;
  readonly #options: ProofOptions;
  /** Sandboxes in which a case has ended, for the next one. */
  readonly #used: Attempt[] = [];
  #tasksLeft = 0;

  constructor(lesson: CatalogueLesson, options: ProofOptions) {
    this.#lesson = lesson;
    this.#options = options;
  }

  /** Ends the sandboxes with the last of the tasks. */
  countDown(tasks: readonly Task[]): Task[] {
    this.#tasksLeft = tasks.length;
    return tasks.map((task) => async () => {
      try {
        await task();
      } finally {
        this.#tasksLeft -= 1;
        if (this.#tasksLeft === 0) await this.#endAll();
      }
    });
  }

  async #endAll(): Promise<void> {
    await Promise.all(this.#used.splice(0).map((attempt) => attempt[Symbol.asyncDispose]()));
  }

  /** From the start state through every solution; then all of it once more in the sandbox that this has left behind. */
  async wholeWay(): Promise<void> {
    const recorded: Recordings = {};
    const before = await loadRecordings(this.#lesson.folder);
    let attempt: Attempt | undefined;
    const isOpen = await this.#claim('start state can be set', undefined, async () => {
      attempt = await this.#options.begin(this.#lesson);
      await attempt.begin();
      return undefined;
    });
    if (!attempt) return;
    const isWhole = isOpen && (await this.#walk(attempt, before, recorded));
    this.#used.push(attempt);
    if (isWhole && this.#options.record) await saveRecordings(this.#lesson.folder, recorded);
  }

  /** False when a step is not passed: what comes after it cannot be proved. */
  async #walk(attempt: Attempt, before: Recordings, recorded: Recordings): Promise<boolean> {
    await this.#outputs(attempt, undefined, before, recorded);
    for (const step of this.#lesson.definition.steps) {
      // Asked for, as by the learner's button; in all other cases the checks that run by themselves are waited for.
      await this.#claim('start does not pass', step, async () => {
        const fault = await this.#startFails(attempt, step);
        return fault ?? startFault(await this.#inTime(() => attempt.check(step.id)));
      });
      const seen: Seen = {};
      const prove = () => this.#passes(attempt, step, step.solution.commands, false, seen);
      if (!(await this.#claim(solutionPasses, step, prove, seen))) return false;
      await this.#outputs(attempt, step, before, recorded);
    }
    return this.#claim('all of it again in the same sandbox', undefined, () => this.#again(attempt));
  }

  alternative(step: AnyStep, name: string, commands: Commands): Promise<boolean> {
    // Somebody who recovers from a mistake has met it.
    const mayMeet = name.startsWith('after ');
    return this.#case(step, `alternative passes: ${name}`, (attempt) =>
      this.#passes(attempt, step, commands, mayMeet),
    );
  }

  mistake(step: AnyStep, id: string, commands: Commands): Promise<boolean> {
    const seen: Seen = {};
    const prove = async (attempt: Attempt) => {
      await attempt.type(commands);
      const verdict = await this.#patiently(
        attempt,
        step,
        (found) => found.status === 'mistake' && found.mistake === id,
      );
      const others = attempt.diagnoses().filter((met) => met !== `${step.id} ${id}`);
      if (verdict.status !== 'mistake' || verdict.mistake !== id) return `got ${say(verdict)}`;
      if (others.length > 0) return `met another diagnosis on the way: ${others.join(', ')}`;
      seen.diagnosis = verdict.diagnosis;
      const hollow = verdict.diagnosis.ko.concat(verdict.diagnosis.en).some(isHollow);
      return hollow ? 'the diagnosis shows a value that the judge did not give' : undefined;
    };
    return this.#case(step, `mistake is recognised: ${id}`, prove, seen);
  }

  async #again(attempt: Attempt): Promise<string | undefined> {
    await attempt.begin();
    attempt.diagnoses();
    for (const step of this.#lesson.definition.steps) {
      const fault =
        (await this.#startFails(attempt, step)) ??
        (await this.#passes(attempt, step, step.solution.commands));
      if (fault) return `step ${step.id}: ${fault}`;
    }
    return undefined;
  }

  async #startFails(attempt: Attempt, step: AnyStep): Promise<string | undefined> {
    const found = await attempt.settled(step.id);
    return startFault(isLate(found) ? await this.#inTime(() => attempt.check(step.id)) : found);
  }

  async #passes(
    attempt: Attempt,
    step: AnyStep,
    commands: Commands,
    mayMeet = false,
    seen: Seen = {},
  ): Promise<string | undefined> {
    await attempt.type(commands);
    const verdict = await this.#patiently(attempt, step, (found) => found.status === 'passed');
    const met = attempt.diagnoses();
    if (verdict.status !== 'passed') return `got ${say(verdict)}`;
    seen.values = Object.keys(verdict.values ?? {});
    if (met.length > 0 && !mayMeet) return `met a diagnosis on the way: ${met.join(', ')}`;
    return (verdict.note?.ko ?? []).concat(verdict.note?.en ?? []).some(isHollow)
      ? 'the note shows a value that the judge did not give'
      : undefined;
  }

  /**
   * A case may run where another one has ended, which saves most of the time. If it does not hold there it has a fresh
   * sandbox; if it holds in that one, the start state does not clear what was left behind.
   */
  #case(step: AnyStep, claim: string, prove: Proving, seen: Seen = {}): Promise<boolean> {
    const inSandbox = async () => {
      const used = this.#used.pop();
      const leak = used && (await this.#tryIn(used, step, prove));
      if (used && leak === undefined) return undefined;
      const fault = await this.#tryIn(await this.#options.begin(this.#lesson), step, prove);
      // A case may remove an image that nothing in a sandbox brings back: then the start state fails for all to see.
      if (fault !== undefined || leak === undefined || leak.startsWith(noStartState)) return fault;
      return `it holds only in a fresh sandbox; where another case had ended: ${leak}`;
    };
    return this.#claim(claim, step, inSandbox, seen);
  }

  /** Keeps the sandbox for the next case when this one holds. */
  async #tryIn(attempt: Attempt, step: AnyStep, prove: Proving): Promise<string | undefined> {
    const fault = await this.#fromStart(attempt, step, prove).catch(messageOf);
    if (fault === undefined) this.#used.push(attempt);
    else await attempt[Symbol.asyncDispose]();
    return fault;
  }

  /** Walks up to a step, which must not pass yet, and goes on from there. */
  async #fromStart(attempt: Attempt, step: AnyStep, prove: Proving): Promise<string | undefined> {
    await attempt.begin();
    for (const before of this.#lesson.definition.steps) {
      if (before === step) break;
      const fault = await this.#passes(attempt, before, before.solution.commands);
      if (fault) return `the step before it (${before.id}) did not pass: ${fault}`;
    }
    const fault = await this.#startFails(attempt, step);
    attempt.diagnoses();
    return fault ?? prove(attempt);
  }

  async #outputs(
    attempt: Attempt,
    step: AnyStep | undefined,
    before: Recordings,
    recorded: Recordings,
  ): Promise<void> {
    for (const [id, { after, command }] of Object.entries(this.#lesson.definition.outputs ?? {})) {
      if (after !== step?.id) continue;
      await this.#claim(`printed output is as recorded: ${id}`, step, async () => {
        const output = await attempt.print(command);
        recorded[id] = { command, output };
        if (this.#options.record) return undefined;
        const known = before[id];
        if (known?.command !== command) return 'it was not recorded (--record)';
        return firstDifference(known.output, output);
      });
    }
  }

  /** The verdict that came by itself if it is the expected one; else the button is pressed until it is. */
  async #patiently(
    attempt: Attempt,
    step: AnyStep,
    isExpected: (verdict: Verdict) => boolean,
  ): Promise<Verdict> {
    const found = await attempt.settled(step.id);
    if (isExpected(found)) return found;
    const until = performance.now() + (this.#options.patienceMs ?? 3_000);
    for (;;) {
      const verdict = await this.#inTime(() => attempt.check(step.id));
      if (isExpected(verdict) || performance.now() > until) return verdict;
    }
  }

  /** On a busy machine a check runs out of its time, which says nothing about the lesson: it is tried again. */
  async #inTime(check: () => Promise<Verdict>): Promise<Verdict> {
    const until = performance.now() + (this.#options.patienceMs ?? 3_000) * busyFactor;
    for (;;) {
      const verdict = await check();
      if (!isLate(verdict) || performance.now() > until) return verdict;
    }
  }

  async #claim(
    claim: string,
    step: AnyStep | undefined,
    prove: () => Promise<string | undefined>,
    seen: Seen = {},
  ): Promise<boolean> {
    const begun = performance.now();
    const { value: fault, spentMs } = await countingTime(() => prove().catch(messageOf));
    this.#options.report({
      lesson: this.#lesson.id,
      ...(step && { step: step.id }),
      claim,
      ...(fault && { fault }),
      seconds: (performance.now() - begun) / 1000,
      spentMs,
      ...seen,
    });
    return fault === undefined;
  }
}

const busyFactor = 20;

const isLate = (verdict: Verdict) => verdict.status === 'could-not-run' && verdict.willRetry;

function startFault(verdict: Verdict): string | undefined {
  return verdict.status === 'not-yet' ? undefined : `got ${say(verdict)} before anything was typed`;
}

/** A text with a value that nobody gave. */
const isHollow = ({ kind, text }: { kind: string; text: string }) => kind === 'value' && text === '?';

function say(verdict: Verdict): string {
  if (verdict.status === 'mistake') return `the mistake "${verdict.mistake}"`;
  if (verdict.status !== 'could-not-run') return `"${verdict.status}"`;
  return `"could not run" (${verdict.reason.en.map((part) => part.text).join('')})`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
