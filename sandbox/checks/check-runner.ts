import type { ServerEvent } from '../contract/events.ts';
import type { HintReply, OpenLesson, SolutionReply } from '../contract/http.ts';
import type { Language, LessonId, SessionId, StepId } from '../contract/ids.ts';
import type { LearnerEngine } from '../engine/learner-engine.ts';
import type { Sandbox } from '../engine/port.ts';
import { ActiveLesson } from './active-lesson.ts';
import type { CatalogueLesson, LessonCatalogue } from './catalogue.ts';
import type { CheckStore } from './check-store.ts';
import type { AnyStep } from './lesson.ts';
import { CheckError, type CheckRunner } from './runner.ts';
import { type Clock, type Log, nameOf } from './surroundings.ts';
import { renderText } from './verdict-text.ts';

export interface CheckRunnerParts {
  /** The session's sandbox as it is; it is not started for a check. Throws what its maker throws when there is none. */
  sandboxOf(session: SessionId): Promise<Sandbox>;
  /** Resolves once the session's sandbox is neither frozen nor stopped. Absent: it never is. */
  awake?(session: SessionId, signal: AbortSignal): Promise<void>;
  openLearnerEngine(sandbox: Sandbox): LearnerEngine;
  store: CheckStore;
  lessons: LessonCatalogue;
  publish(session: SessionId, event: ServerEvent): void;
  clock: Clock;
  log: Log;
}

export function createCheckRunner(parts: CheckRunnerParts): CheckRunner {
  const { store, lessons, log } = parts;
  const actives = new Map<SessionId, ActiveLesson>();
  const serially = serialiser<SessionId>();

  async function close(session: SessionId): Promise<void> {
    const active = actives.get(session);
    actives.delete(session);
    await active?.[Symbol.asyncDispose]();
  }

  /**
   * Only the lesson that was opened last still has its start state in the sandbox: another lesson's start state may have
   * made or removed the very things that this one's checks look for. So any other begins anew.
   */
  async function begin(session: SessionId, lesson: CatalogueLesson, anew: boolean): Promise<OpenLesson> {
    await close(session);
    const sandbox = await parts.sandboxOf(session);
    const current = anew ? undefined : await store.findCurrentRun(session);
    const { id, contentHash } = lesson;
    const openedAt = parts.clock.now().toISOString();
    const run =
      current?.lesson === id ? current : await store.beginRun({ session, lesson: id, contentHash, openedAt });
    const active = new ActiveLesson({
      ...parts,
      lesson,
      run,
      sandbox,
      engine: parts.openLearnerEngine(sandbox),
      awake: async (signal) => await parts.awake?.(session, signal),
      publish: (event) => parts.publish(session, event),
    });
    actives.set(session, active);
    await active.begin();
    return active.view();
  }

  function open(session: SessionId, id: LessonId): Promise<OpenLesson> {
    const lesson = getLesson(lessons, id);
    return serially(session, async () => {
      const view = actives.get(session)?.view();
      return view?.lesson === id && view.state === 'open' ? view : begin(session, lesson, false);
    });
  }

  function resume(session: SessionId): Promise<OpenLesson | undefined> {
    return serially(session, async () => {
      const active = actives.get(session);
      if (active) return active.view();
      const run = await store.findCurrentRun(session);
      const lesson = run && lessons.find(run.lesson);
      return lesson && begin(session, lesson, false);
    });
  }

  return {
    open,
    resume,
    async restart(session, id) {
      const lesson = getLesson(lessons, id);
      return serially(session, () => begin(session, lesson, true));
    },
    current: (session) => actives.get(session)?.view(),
    commandEnded(session, command) {
      const active = actives.get(session);
      if (active) return active.commandEnded(command);
      // The server was restarted since the lesson was opened.
      const resumed = resume(session).then(() => actives.get(session)?.commandEnded(command));
      resumed.catch((error: unknown) =>
        log.warn({ session, err: nameOf(error) }, 'a lesson was not resumed'),
      );
    },
    async check(session, id, step) {
      getStep(getLesson(lessons, id), step);
      if (!actives.has(session)) await resume(session);
      const active = actives.get(session);
      const answer = active?.lesson.id === id ? await active.check(step) : undefined;
      if (!answer) throw new CheckError('lesson-not-open', `${id} is not open in this session`);
      return answer;
    },
    async settled(session) {
      await actives.get(session)?.settled();
      return actives.get(session)?.view();
    },
    hint: (id, step, index, language) => hintOf(getStep(getLesson(lessons, id), step), index, language),
    solution: (id, step, language) => solutionOf(getStep(getLesson(lessons, id), step), language),
    async sessionEnded(session) {
      // Before its turn, so that a start state that is being set ends.
      await close(session);
      await serially(session, async () => {
        await close(session);
        await store.endRuns(session);
      });
    },
    async [Symbol.asyncDispose]() {
      await Promise.all([...actives.keys()].map(close));
    },
  };
}

function getLesson(lessons: LessonCatalogue, id: LessonId): CatalogueLesson {
  const lesson = lessons.find(id);
  if (!lesson) throw new CheckError('unknown-lesson', `there is no lesson ${id}`);
  return lesson;
}

function getStep({ id, definition }: CatalogueLesson, step: StepId): AnyStep {
  const found = definition.steps.find((each) => each.id === step);
  if (!found) throw new CheckError('unknown-step', `${id} has no step ${step}`);
  return found;
}

function hintOf({ id, hints }: AnyStep, index: number, language: Language): HintReply {
  const hint = hints[index];
  if (!hint) throw new CheckError('not-found', `step ${id} has no hint ${index}`);
  return { index, total: hints.length, hint: renderText(hint)[language] };
}

function solutionOf({ solution }: AnyStep, language: Language): SolutionReply {
  const { commands, explanation } = solution;
  return {
    commands: [...commands],
    ...(explanation && { explanation: renderText(explanation)[language] }),
  };
}

/** One thing at a time for each key, in the order of asking. */
function serialiser<Key>() {
  const last = new Map<Key, Promise<unknown>>();
  return <Value>(key: Key, work: () => Promise<Value>): Promise<Value> => {
    const turn = (last.get(key) ?? Promise.resolve()).then(work);
    const settled = turn.catch(() => undefined).finally(() => last.get(key) === settled && last.delete(key));
    last.set(key, settled);
    return turn;
  };
}
