import type { OpenLesson } from '../../sandbox/contract/http.ts';
import type { StepId } from '../../sandbox/contract/ids.ts';
import { ApiError, api } from '../lib/api.ts';
import { followEvents } from '../lib/event-stream.ts';
import { applySession, applyVerdict, initialState, type LiveState } from '../lib/live-state.ts';
import { createStore, type Store } from '../lib/store.ts';

/** What the learner can do on a lesson page. Failures end up in the state's `problem`; nothing here throws. */
export interface LessonSession {
  readonly lesson: string;
  readonly state: Store<LiveState>;
  check(step: StepId): Promise<void>;
  restartLesson(): Promise<void>;
  resetSandbox(): Promise<void>;
  /** The learner is here and wants a sandbox, also one that is going to rest or rests. */
  lease(): Promise<void>;
  /** Takes up a session that failed or was stopped, or a lesson that is open elsewhere. */
  resume(): Promise<void>;
}

/** Follows the server and opens this page's lesson as soon as there is a sandbox to open it in. */
export function startLessonSession(lesson: string): LessonSession {
  const state = createStore(initialState);
  /** The sandbox for which this page has asked already: a lesson that another tab opens later is not taken back. */
  let openedIn: string | undefined;
  let leasing = false;
  /** Opening a page is a sign of a learner; a page that stays open, or finds its server again, is none. */
  let greeted = false;

  /** The event stream may be ahead of a reply: then it is right. */
  async function setLesson(request: Promise<OpenLesson>) {
    const before = state.get().lesson;
    const open = await request;
    state.update((value) => (value.lesson === before ? { ...value, lesson: open } : value));
  }
  const attempt = (action: () => Promise<void>) => attemptIn(state, action);

  async function lease() {
    if (leasing) return;
    leasing = greeted = true;
    await attempt(async () => {
      const session = await api.leaseSession();
      state.update((value) => applySession(value, session));
    });
    leasing = false;
  }

  function open(sandbox: string) {
    openedIn = sandbox;
    return attempt(() => setLesson(api.openLesson(lesson)));
  }

  function follow(value: LiveState) {
    const { connection, session, preparation } = value;
    // A server that was restarted, or a sandbox that was reset, may have forgotten the lesson: opening it again is harmless.
    const elsewhere = value.lesson !== undefined && value.lesson.lesson !== lesson;
    // One that was frozen goes on as it was.
    if ((session?.state !== 'ready' && session?.state !== 'frozen') || (connection === 'lost' && !elsewhere))
      openedIn = undefined;
    if (connection !== 'live' || session === undefined || preparation?.state === 'reading-only') return;
    const greets = !greeted && session.state !== 'failed';
    if (greets || (session.state === 'none' && value.problem === undefined)) void lease();
    if (session.state === 'ready' && session.id && session.id !== openedIn) void open(session.id);
  }

  state.subscribe(follow);
  followEvents(state);
  return {
    lesson,
    state,
    lease,
    check: (step) =>
      attempt(async () => {
        const verdict = await api.check(lesson, step);
        state.update((value) => ({ ...value, lesson: applyVerdict(value.lesson, verdict) }));
      }),
    restartLesson: () => attempt(() => setLesson(api.restartLesson(lesson))),
    resetSandbox: () =>
      attempt(async () => {
        const session = await api.resetSession();
        state.update((value) => applySession(value, session));
      }),
    resume() {
      const { session } = state.get();
      return session?.state === 'ready' && session.id ? open(session.id) : lease();
    },
  };
}

async function attemptIn(state: Store<LiveState>, action: () => Promise<void>): Promise<void> {
  const before = state.get().problem;
  try {
    await action();
    // What went wrong meanwhile is another action's.
    state.update((value) => (before && value.problem === before ? { ...value, problem: undefined } : value));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 'not-signed-in') state.update((value) => ({ ...value, connection: 'not-signed-in' }));
    else if (error.code !== 'unreachable') {
      state.update((value) => ({ ...value, problem: error.message }));
    }
  }
}
