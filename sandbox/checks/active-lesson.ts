import type { ServerEvent } from '../contract/events.ts';
import type { OpenLesson } from '../contract/http.ts';
import { type StepId, stepId } from '../contract/ids.ts';
import type { LocalizedText } from '../contract/rich-text.ts';
import type { StepVerdict, Verdict } from '../contract/verdict.ts';
import type { LearnerEngine } from '../engine/learner-engine.ts';
import { type Sandbox, SandboxError } from '../engine/port.ts';
import type { CatalogueLesson } from './catalogue.ts';
import { CheckLoop, settleMs } from './check-loop.ts';
import type { CheckStore, LessonRun } from './check-store.ts';
import { CouldNotCollect } from './evidence.ts';
import { runCheck } from './judgement.ts';
import type { AnyStep, Text } from './lesson.ts';
import { LessonFilesError } from './lesson-files.ts';
import { type Observation, observe } from './observation.ts';
import { earlierStepText, reasonTexts, startStateTexts } from './reasons.ts';
import type { TypedCommand } from './record.ts';
import { StartStateError } from './start-state-error.ts';
import { StepVerdicts } from './step-verdicts.ts';
import { type Clock, type Log, nameOf, placeOf } from './surroundings.ts';
import { renderText } from './verdict-text.ts';

/** Enough for a judge that looks back over a lesson. */
const keptCommands = 200;
const maxCommandLength = 8_192;

export interface ActiveLessonParts {
  lesson: CatalogueLesson;
  run: LessonRun;
  sandbox: Sandbox;
  /** Owned: ends with the lesson. */
  engine: LearnerEngine;
  store: CheckStore;
  /** Resolves once the sandbox is neither frozen nor stopped: nothing happens in it until then, and nothing can be asked. */
  awake(signal: AbortSignal): Promise<void>;
  clock: Clock;
  log: Log;
  publish(event: ServerEvent): void;
}

/** A lesson that is open in a sandbox: its events, its commands, and the verdicts that come of them. */
export class ActiveLesson implements AsyncDisposable {
  readonly #parts: ActiveLessonParts;
  readonly #ending = new AbortController();
  readonly #verdicts: StepVerdicts;
  readonly #loop: CheckLoop;
  readonly #commands: TypedCommand[] = [];
  #state: OpenLesson['state'] = 'preparing';
  #detail: LocalizedText | undefined;
  #observation: Observation | undefined;

  constructor(parts: ActiveLessonParts) {
    this.#parts = parts;
    this.#verdicts = new StepVerdicts(parts);
    this.#loop = new CheckLoop({ clock: parts.clock, run: (trigger) => this.#checkOn(trigger) });
    if (!parts.run.startState) this.#detail = renderText(startStateTexts.setting);
  }

  get lesson(): CatalogueLesson {
    return this.#parts.lesson;
  }

  view(): OpenLesson {
    const { currentStep } = this.#verdicts;
    return {
      lesson: this.lesson.id,
      state: this.#state,
      contentHash: this.lesson.contentHash,
      currentStep: currentStep ? stepId.parse(currentStep.id) : null,
      verdicts: this.#verdicts.all(),
      ...(this.#detail && { detail: this.#detail }),
    };
  }

  /** Sets the start state if the sandbox does not have it, and begins to observe. Never throws: see `view().state`. */
  async begin(): Promise<void> {
    const { signal } = this.#ending;
    this.#publishLesson();
    try {
      await this.#verdicts.load();
      const onEvent = () => this.#loop.trigger('engine-event');
      this.#observation = await observe(this.#parts, this.lesson, { signal, onEvent });
      this.#turnTo('open');
      this.#loop.trigger('open');
    } catch (error) {
      if (signal.aborted) return;
      this.#logFailure(error);
      this.#turnTo('failed', renderText(failureText(error)));
    }
  }

  commandEnded(command: TypedCommand): void {
    if (this.#state !== 'open') return;
    this.#commands.push({ ...command, text: command.text.slice(0, maxCommandLength) });
    if (this.#commands.length > keptCommands) this.#commands.shift();
    this.#loop.trigger('command');
  }

  /** The learner asked. Undefined when the lesson is not open, or is closed meanwhile. */
  async check(step: StepId): Promise<StepVerdict | undefined> {
    const { signal } = this.#ending;
    if (this.#state !== 'open') return undefined;
    // The events of a command that ended just now may be on their way.
    await this.#parts.clock.wait(settleMs, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
    const answer = await this.#loop.exclusively(() => this.#answer(step));
    return signal.aborted ? undefined : answer;
  }

  /** Resolves when what has happened so far was checked. */
  settled(): Promise<void> {
    return this.#loop.settled();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ending.abort();
    await this.#loop[Symbol.asyncDispose]();
    await this.#observation?.recorder[Symbol.asyncDispose]();
    await this.#parts.engine[Symbol.asyncDispose]();
  }

  async #answer(step: StepId): Promise<StepVerdict> {
    const passed = this.#verdicts.passed(step);
    if (passed) return passed;
    const current = this.#verdicts.currentStep;
    if (current?.id !== step) {
      return this.#about(step, { status: 'not-yet', missing: renderText(earlierStepText) }, 'request');
    }
    const answer = await this.#judge(current, 'request');
    // The next step may be done already; and a check that could not run is tried again.
    this.#loop.trigger('request');
    return answer;
  }

  /** Checks the current step, and the next ones while they pass. True when it should be tried again. */
  async #checkOn(trigger: StepVerdict['trigger']): Promise<boolean> {
    await this.#untilAwake();
    while (!this.#ending.signal.aborted && this.#observation) {
      const step = this.#verdicts.currentStep;
      if (!step) return false;
      const { verdict } = await this.#judge(step, trigger);
      if (verdict.status === 'could-not-run') return verdict.willRetry;
      if (verdict.status !== 'passed') return false;
    }
    return false;
  }

  async #judge(step: AnyStep, trigger: StepVerdict['trigger']): Promise<StepVerdict> {
    const { engine, sandbox } = this.#parts;
    const { signal } = this.#ending;
    const evidence = { engine, sandbox, commands: this.#commands, ...this.#events() };
    const outcome = await runCheck(step, evidence, { signal, asked: trigger === 'request' });
    if (outcome.bug !== undefined) this.#logBug(step, outcome.bug);
    const found = this.#about(step.id, outcome.verdict, trigger);
    if (signal.aborted) return found;
    const taken = await this.#verdicts.take(found);
    if (taken.verdict.status === 'passed') await this.#tellProgress();
    return taken;
  }

  async #untilAwake(): Promise<void> {
    const { signal } = this.#ending;
    try {
      await this.#parts.awake(signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  #events() {
    const { recorder, sinceNano } = this.#observation ?? {};
    return {
      events: recorder && sinceNano ? recorder.after(sinceNano) : [],
      eventsMissed: recorder?.missed ?? true,
    };
  }

  #about(step: string, verdict: Verdict, trigger: StepVerdict['trigger']): StepVerdict {
    const at = this.#parts.clock.now().toISOString();
    return { lesson: this.lesson.id, step: stepId.parse(step), verdict, trigger, at };
  }

  async #tellProgress(): Promise<void> {
    const { store, run, publish, log } = this.#parts;
    this.#publishLesson();
    try {
      publish({ type: 'progress', progress: await store.progressOf(run.session) });
    } catch (error) {
      log.warn({ run: run.id, err: nameOf(error) }, 'progress was not read');
    }
  }

  #turnTo(state: OpenLesson['state'], detail?: LocalizedText): void {
    this.#state = state;
    this.#detail = detail;
    this.#publishLesson();
  }

  #publishLesson(): void {
    this.#parts.publish({ type: 'lesson', lesson: this.view() });
  }

  #logBug(step: AnyStep, bug: unknown): void {
    const details = { lesson: this.lesson.id, step: step.id, err: nameOf(bug), at: placeOf(bug) };
    this.#parts.log.error(details, 'a judge or a collector has a fault');
  }

  #logFailure(error: unknown): void {
    // Both messages name what is the lesson's own, never a learner's.
    const isOurs = error instanceof StartStateError || error instanceof LessonFilesError;
    const why = isOurs ? error.message : undefined;
    const details = { run: this.#parts.run.id, lesson: this.lesson.id, err: nameOf(error), why };
    this.#parts.log.error(details, 'a lesson could not be opened');
  }
}

function failureText(error: unknown): Text {
  const isEngine = error instanceof SandboxError || error instanceof CouldNotCollect;
  return isEngine ? reasonTexts['engine-stopped'] : startStateTexts.failed;
}
