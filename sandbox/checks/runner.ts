import type { HintReply, OpenLesson, SolutionReply } from '../contract/http.ts';
import type { Language, LessonId, SessionId, StepId } from '../contract/ids.ts';
import type { StepVerdict } from '../contract/verdict.ts';
import type { TypedCommand } from './record.ts';

/** Opens lessons in sessions and turns evidence into verdicts. One for the whole server. */
export interface CheckRunner extends AsyncDisposable {
  /**
   * Sets the start state unless this sandbox has it already (then it only resumes), and begins to observe. Resolves when
   * the lesson is open or has failed to (`state`); meanwhile `current` and the event stream say `preparing`.
   */
  open(session: SessionId, lesson: LessonId): Promise<OpenLesson>;
  /** Sets the start state again and forgets this sandbox's verdicts; the learner's progress stays. */
  restart(session: SessionId, lesson: LessonId): Promise<OpenLesson>;
  /** Takes up the lesson that was open in this sandbox when the server ended; undefined when none was. */
  resume(session: SessionId): Promise<OpenLesson | undefined>;
  current(session: SessionId): OpenLesson | undefined;
  /** The shell said that a command ended: run the open step's checks. Never throws. */
  commandEnded(session: SessionId, command: TypedCommand): void;
  /** The learner pressed "check". Always answers; a check that could not run is an answer too. */
  check(session: SessionId, lesson: LessonId, step: StepId): Promise<StepVerdict>;
  /** The lesson as it is once everything that has happened so far was checked: what the proof waits for. */
  settled(session: SessionId): Promise<OpenLesson | undefined>;
  /** `index` counts from 0, mildest first. */
  hint(lesson: LessonId, step: StepId, index: number, language: Language): HintReply;
  solution(lesson: LessonId, step: StepId, language: Language): SolutionReply;
  /** The sandbox was reset or removed: stop observing, forget its start states. */
  sessionEnded(session: SessionId): Promise<void>;
}

/** What was asked for does not exist, or is not open. The code is the contract's; whatever else fails has its own error. */
export class CheckError extends Error {
  override readonly name = 'CheckError';
  readonly code: 'unknown-lesson' | 'unknown-step' | 'lesson-not-open' | 'not-found';
  constructor(code: CheckError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
