import type { ServerEvent } from '../../sandbox/contract/events.ts';
import type { OpenLesson, Preparation, Progress, Session } from '../../sandbox/contract/http.ts';
import type { StepId } from '../../sandbox/contract/ids.ts';
import type { StepVerdict } from '../../sandbox/contract/verdict.ts';

/**
 * `lost` heals by itself; `not-signed-in` needs the launch address; `no-api`: the page is served without our server,
 * for reading.
 */
export type Connection = 'connecting' | 'live' | 'lost' | 'not-signed-in' | 'no-api';

/** All that a page knows of the server, kept current by its event stream. */
export interface LiveState {
  connection: Connection;
  preparation: Preparation | undefined;
  session: Session | undefined;
  /** The lesson that is open in the session: not always the one of this page. */
  lesson: OpenLesson | undefined;
  progress: Progress;
  /** The last request that failed, in the learner's language; gone with the next that works. */
  problem: string | undefined;
}

export const initialState: LiveState = {
  connection: 'connecting',
  preparation: undefined,
  session: undefined,
  lesson: undefined,
  progress: { steps: [] },
  problem: undefined,
};

/** The state after an event. Pure. */
export function applyEvent(state: LiveState, event: ServerEvent): LiveState {
  switch (event.type) {
    case 'preparation':
      return { ...state, preparation: event.preparation };
    case 'session':
      return applySession(state, event.session);
    case 'lesson':
      return { ...state, lesson: event.lesson };
    case 'verdict':
      return { ...state, lesson: applyVerdict(state.lesson, event.verdict) };
    case 'progress':
      return { ...state, progress: event.progress };
    case 'bye':
      return state;
  }
}

/** What was open in another sandbox is not open in this one. */
export function applySession(state: LiveState, session: Session): LiveState {
  const sameSandbox = state.session?.id === session.id && session.state !== 'resetting';
  return { ...state, session, lesson: sameSandbox ? state.lesson : undefined };
}

export function applyVerdict(lesson: OpenLesson | undefined, verdict: StepVerdict): OpenLesson | undefined {
  if (lesson === undefined || lesson.lesson !== verdict.lesson) return lesson;
  // A reply and the event stream may overtake each other: the later verdict stands.
  if (lesson.verdicts.some((other) => other.step === verdict.step && other.at > verdict.at)) return lesson;
  const others = lesson.verdicts.filter((other) => other.step !== verdict.step);
  return { ...lesson, verdicts: [...others, verdict] };
}

export type StepStatus = 'passed' | 'passed-before' | 'current' | 'mistake' | 'could-not-run' | 'waiting';

/** How a step stands on the page of `lessonId`. */
export function stepStatus(state: LiveState, lessonId: string, step: StepId): StepStatus {
  const lesson = state.lesson?.lesson === lessonId ? state.lesson : undefined;
  const verdict = lesson?.verdicts.find((entry) => entry.step === step)?.verdict;
  if (verdict?.status === 'passed') return 'passed';
  if (lesson?.currentStep === step) {
    return verdict?.status === 'mistake' || verdict?.status === 'could-not-run' ? verdict.status : 'current';
  }
  const before = state.progress.steps.some((entry) => entry.lesson === lessonId && entry.step === step);
  return before ? 'passed-before' : 'waiting';
}
