import type { CatalogueLesson, LessonCatalogue } from '../../sandbox/checks/catalogue.ts';
import { createCheckRunner } from '../../sandbox/checks/check-runner.ts';
import type { Commands } from '../../sandbox/checks/lesson.ts';
import type { TypedCommand } from '../../sandbox/checks/record.ts';
import type { CheckRunner } from '../../sandbox/checks/runner.ts';
import { systemClock } from '../../sandbox/checks/surroundings.ts';
import type { ServerEvent } from '../../sandbox/contract/events.ts';
import { type SessionId, stepId } from '../../sandbox/contract/ids.ts';
import type { Verdict } from '../../sandbox/contract/verdict.ts';
import type { LearnerEngine } from '../../sandbox/engine/learner-engine.ts';
import type { Sandbox } from '../../sandbox/engine/port.ts';
import { MemoryCheckStore } from '../support/memory-check-store.ts';
import { readOutput } from './recording.ts';
import type { SandboxPool } from './sandbox-pool.ts';
import { spend } from './spent-time.ts';
import { TypingTerminal } from './typing-terminal.ts';

/** Somebody who does a lesson in a sandbox of their own: what the proof drives. */
export interface Attempt extends AsyncDisposable {
  /** Sets the start state, also when it was set before. Throws when the lesson does not open. */
  begin(): Promise<void>;
  /** Types the commands, one after the other. Throws when one does not end. */
  type(commands: Commands): Promise<void>;
  /** Asks for a check of a step. */
  check(step: string): Promise<Verdict>;
  /** What the checks that ran by themselves found of a step, once all that happened was checked. */
  settled(step: string): Promise<Verdict>;
  /** Mistakes that were diagnosed by themselves since the last call. */
  diagnoses(): string[];
  /** What a command prints, for recorded outputs. */
  print(command: string): Promise<string>;
}

/** How the message of an error begins when a lesson did not open. */
export const noStartState = 'the start state could not be set';

export type BeginAttempt = (lesson: CatalogueLesson) => Promise<Attempt>;

/** Attempts in real sandboxes, each in a fresh one, with the server's own runner and a real shell. */
export function attemptsIn(
  pool: SandboxPool,
  openLearnerEngine: (sandbox: Sandbox) => LearnerEngine,
): BeginAttempt {
  const open: BeginAttempt = async (lesson) => {
    await using stack = new AsyncDisposableStack();
    const sandbox = stack.adopt(await pool.take(), (made) => made.remove());
    const { session } = sandbox;
    // One for all start states: its connections are execs.
    const learnerEngine = stack.use(openLearnerEngine(sandbox));
    const terminal = stack.use(await TypingTerminal.open(sandbox));
    const faults: string[] = [];
    const published: ServerEvent[] = [];
    const log = (details: object, message: string) => faults.push(`${message} ${JSON.stringify(details)}`);
    const runner = stack.use(
      createCheckRunner({
        sandboxOf: async () => sandbox,
        openLearnerEngine: () => lent(learnerEngine),
        store: new MemoryCheckStore(),
        lessons: onlyLesson(lesson),
        publish: (_session, event) => published.push(event),
        clock: systemClock,
        log: { info: () => {}, warn: log, error: log },
      }),
    );
    const ending = stack.move();
    return {
      begin: () => spend('start state', () => begin(runner, session, lesson, faults)),
      type: (commands) =>
        spend('typing', async () => {
          const ended = (typed: TypedCommand) => runner.commandEnded(session, typed);
          for (const command of commands) await terminal.type(command, ended);
          await terminal.finish(ended);
        }),
      check: (step) =>
        spend('checking', async () => (await runner.check(session, lesson.id, stepId.parse(step))).verdict),
      settled: (step) => spend('checking', () => settled(runner, session, step)),
      diagnoses: () => takeDiagnoses(published),
      print: (command) => spend('printing', () => readOutput(sandbox, command)),
      [Symbol.asyncDispose]: () => ending.disposeAsync(),
    };
  };
  return (lesson) => spend('sandbox', () => open(lesson));
}

function onlyLesson(lesson: CatalogueLesson): LessonCatalogue {
  return { lessons: [lesson], find: (id) => (id === lesson.id ? lesson : undefined) };
}

async function begin(
  runner: CheckRunner,
  session: SessionId,
  lesson: CatalogueLesson,
  faults: string[],
): Promise<void> {
  const { state } = await runner.restart(session, lesson.id);
  if (state !== 'open') throw new Error(`${noStartState}: ${faults.splice(0).join('; ')}`);
}

/** "Not yet" is silent: a step that is open and has no verdict has been checked and found so. */
async function settled(runner: CheckRunner, session: SessionId, step: string): Promise<Verdict> {
  const lesson = await runner.settled(session);
  return lesson?.verdicts.find((found) => found.step === step)?.verdict ?? { status: 'not-yet' };
}

/** The same engine, which whoever borrows it cannot end. */
function lent(engine: LearnerEngine): LearnerEngine {
  return new Proxy(engine, {
    get(target, key) {
      if (key === Symbol.asyncDispose) return async () => {};
      const value: unknown = Reflect.get(target, key);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function takeDiagnoses(published: ServerEvent[]): string[] {
  return published.splice(0).flatMap((event) => {
    if (event.type !== 'verdict' || event.verdict.verdict.status !== 'mistake') return [];
    return [`${event.verdict.step} ${event.verdict.verdict.mistake}`];
  });
}
