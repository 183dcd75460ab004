import type { HintReply, OpenLesson, SolutionReply } from '../contract/http.ts';
import type { LessonId, SessionId, StepId } from '../contract/ids.ts';
import type { StepVerdict } from '../contract/verdict.ts';
import type { TypedCommand } from './record.ts';

/** Opens lessons in sessions and turns evidence into verdicts. One for the whole server. */
export interface CheckRunner extends AsyncDisposable {
  /** Sets the start state unless this sandbox has it already (then it only resumes), and begins to observe. */
  open(session: SessionId, lesson: LessonId): Promise<OpenLesson>;
  /** Sets the start state again and forgets this sandbox's verdicts; the learner's progress stays. */
  restart(session: SessionId, lesson: LessonId): Promise<OpenLesson>;
  current(session: SessionId): OpenLesson | undefined;
  /** The shell said that a command ended: run the open step's checks. Never throws. */
  commandEnded(session: SessionId, command: TypedCommand): void;
  /** The learner pressed "check". */
  check(session: SessionId, lesson: LessonId, step: StepId): Promise<StepVerdict>;
  hint(lesson: LessonId, step: StepId, index: number): HintReply;
  solution(lesson: LessonId, step: StepId): SolutionReply;
  /** The sandbox was reset or removed: stop observing, forget its start states. */
  sessionEnded(session: SessionId): Promise<void>;
}
