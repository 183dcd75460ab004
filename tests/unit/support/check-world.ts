import { PassThrough } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CatalogueLesson, LessonCatalogue } from '../../../sandbox/checks/catalogue.ts';
import { type CheckRunnerParts, createCheckRunner } from '../../../sandbox/checks/check-runner.ts';
import { commands, events, image } from '../../../sandbox/checks/collectors.ts';
import {
  type AnyStep,
  defineLesson,
  defineStep,
  type Judgement,
  notYet,
} from '../../../sandbox/checks/lesson.ts';
import type { TypedCommand } from '../../../sandbox/checks/record.ts';
import type { Clock } from '../../../sandbox/checks/surroundings.ts';
import type { ServerEvent } from '../../../sandbox/contract/events.ts';
import { lessonId, sessionId, stepId } from '../../../sandbox/contract/ids.ts';
import type { EngineEvent, ImageDetails, LearnerEngine } from '../../../sandbox/engine/learner-engine.ts';
import { type ExecRequest, type Sandbox, SandboxError } from '../../../sandbox/engine/port.ts';
import { MemoryCheckStore } from '../../support/memory-check-store.ts';

export const session = sessionId.parse('abcdefgh12345678');
export const first = stepId.parse('first');
export const second = stepId.parse('second');
export const commit = lessonId.parse('layers/commit');
export const rmi = lessonId.parse('layers/rmi');

/** Time that passes as soon as somebody waits, and remembers how long they would have. */
export class QuickClock implements Clock {
  readonly waits: number[] = [];
  #nowMs = Date.parse('2026-01-02T03:04:05.000Z');
  now(): Date {
    return new Date(this.#nowMs);
  }
  elapsedMs(): number {
    return this.#nowMs;
  }
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    this.waits.push(ms);
    await nextTurn();
    signal.throwIfAborted();
    this.#nowMs += ms;
  }
}

/** Our own ports, as far as checks use them: a sandbox that runs scripts, and the learner engine in it. */
export class FakeSandbox {
  readonly execs: ExecRequest[] = [];
  readonly images = new Map<string, ImageDetails>();
  /** How often the engine was started. */
  lives = 1;
  nowNano = 1_700_000_000_000_000_000n;
  stopped = false;
  startStateFails = false;
  startStateClears = true;
  /** An image with which the start state cannot be set. */
  startStateFailsWith = '';
  /** Until it resolves, start states hang. */
  startStateDone: Promise<void> = Promise.resolve();
  #events: EngineEvent[] = [];
  #listeners = new Set<(event: EngineEvent | undefined) => void>();
  listening = 0;

  /** Something happens in the learner engine. */
  happens(action: string, id = 'sha256:1'): EngineEvent {
    this.nowNano += 1n;
    const event = { type: 'image', action, id, attributes: {}, timeNano: String(this.nowNano) };
    this.#events.push(event);
    if (this.#events.length > 256) this.#events.shift();
    for (const listener of this.#listeners) listener(event);
    return event;
  }
  /** The connection ends; with `restarts` the engine too, and forgets. */
  breaksOff({ restarts }: { restarts: boolean }): void {
    if (restarts) {
      this.lives += 1;
      this.#events = [];
    }
    for (const listener of this.#listeners) listener(undefined);
  }

  readonly exec: Sandbox['exec'] = async (request) => {
    this.execs.push(request);
    if (this.stopped) throw new SandboxError('engine-unreachable', 'stopped');
    if (request.as === 'learner') return this.#runStartState();
    return this.#answer(
      `${this.lives}.7
42

${this.nowNano}
`,
      0,
    );
  };
  async #runStartState() {
    await this.startStateDone;
    if (this.startStateClears) this.images.clear();
    const isBroken = this.images.has(this.startStateFailsWith);
    return this.startStateFails || isBroken
      ? this.#answer('', 1, 'drydock-failed 1 7\n')
      : this.#answer('', 0);
  }
  #answer(output: string, code: number, complaint = '') {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    stdout.end(output);
    stderr.end(complaint);
    return { stdin: new PassThrough(), stdout, stderr, exitCode: Promise.resolve(code) };
  }

  get startStates(): number {
    return this.execs.filter((request) => request.as === 'learner').length;
  }
  // The rest of the ports is not reached by what is tested here.
  get sandbox(): Sandbox {
    return { exec: this.exec } as unknown as Sandbox;
  }
  get engine(): LearnerEngine {
    const image = async (reference: string) => {
      if (this.stopped) throw new SandboxError('learner-engine-failed', 'stopped');
      return this.images.get(reference);
    };
    const events: LearnerEngine['events'] = (options) => this.#listen(options);
    const end = { [Symbol.asyncDispose]: async () => {} };
    return { image, events, ...end } as unknown as LearnerEngine;
  }
  async *#listen({ sinceNano = '0', signal }: { sinceNano?: string; signal: AbortSignal }) {
    if (this.stopped) throw new SandboxError('learner-engine-failed', 'stopped');
    const waiting: (EngineEvent | undefined)[] = this.#events.filter(
      (event) => BigInt(event.timeNano) >= BigInt(sinceNano),
    );
    let wake = () => {};
    const listener = (event: EngineEvent | undefined) => {
      waiting.push(event);
      wake();
    };
    signal.addEventListener('abort', () => listener(undefined));
    this.#listeners.add(listener);
    this.listening += 1;
    try {
      for (;;) {
        const event = waiting.shift();
        if (event) yield event;
        else if (signal.aborted || waiting.length > 0) return;
        else {
          const { promise, resolve } = Promise.withResolvers<void>();
          wake = resolve;
          if (waiting.length === 0) await promise;
          if (waiting[0] === undefined) return;
        }
      }
    } finally {
      this.#listeners.delete(listener);
      this.listening -= 1;
    }
  }
}

export const picture = (id: string): ImageDetails => ({
  id,
  parentId: '',
  tags: [],
  digests: [],
  layers: ['a'],
  topLayerDir: undefined,
  sizeBytes: 0,
  createdAt: '2026-01-02T03:04:05.000Z',
  comment: '',
  container: '',
  config: {
    cmd: [],
    entrypoint: [],
    env: [],
    volumes: [],
    exposedPorts: [],
    labels: {},
    user: '',
    workingDir: '',
  },
});

export interface Seen {
  wanted: ImageDetails | undefined;
  typed: readonly TypedCommand[];
}

const words = (what: string) => ({ ko: `{name} ${what}`, en: `{name} ${what}` });

/** A step that looks for an image; the judge may be replaced. */
export function stepOf(id: string, judge: (seen: Seen) => Judgement = () => notYet()): AnyStep {
  return defineStep({
    id,
    collect: { wanted: image(id), typed: commands() },
    judge,
    hints: [words('mild'), words('clear')],
    solution: { commands: [`docker tag x ${id}`], explanation: words('explained') },
    mistakes: { slip: { commands: ['x'], diagnosis: words('slipped') } },
    missing: { ko: `${id} 이미지를 찾고 있어요.`, en: `Looking for image ${id}.` },
  });
}

/** A step that needs every event. */
export function eventStep(judge: (happened: readonly EngineEvent[]) => Judgement): AnyStep {
  return defineStep({
    id: 'first',
    collect: { happened: events() },
    judge: ({ happened }) => judge(happened),
    hints: [words('mild'), words('clear')],
    solution: { commands: ['x'] },
    mistakes: {},
  });
}

export function catalogueOf(steps: readonly [AnyStep, ...AnyStep[]]): LessonCatalogue {
  const definition = defineLesson({ images: [], minutes: 1, start: ['docker rm -f x'], steps });
  const lessons: CatalogueLesson[] = [commit, rmi].map((id) => ({
    id,
    folder: '/',
    contentHash: 'hash',
    definition,
  }));
  return { lessons, find: (id) => lessons.find((lesson) => lesson.id === id) };
}

/** A server's checks, over a sandbox and a store that outlive it. */
export class CheckWorld {
  readonly machine = new FakeSandbox();
  readonly store = new MemoryCheckStore();
  readonly clock = new QuickClock();
  readonly published: ServerEvent[] = [];
  readonly logged: string[] = [];
  /** While set, the sandbox is frozen or stopped. */
  asleep: PromiseWithResolvers<void> | undefined;
  runner = this.#startServer(catalogueOf([stepOf('first')]));

  /** Ends the server as a crash does, in as far as memory goes, and starts another. */
  async restartServer(lessons: LessonCatalogue): Promise<void> {
    await this.runner[Symbol.asyncDispose]();
    this.runner = this.#startServer(lessons);
  }
  #startServer(lessons: LessonCatalogue) {
    const log = (details: object, message: string) =>
      this.logged.push(`${message} ${JSON.stringify(details)}`);
    const parts: CheckRunnerParts = {
      sandboxOf: async () => this.machine.sandbox,
      awake: async () => await this.asleep?.promise,
      openLearnerEngine: () => this.machine.engine,
      store: this.store,
      lessons,
      publish: (_session, event) => this.published.push(event),
      clock: this.clock,
      log: { info: log, warn: log, error: log },
    };
    return createCheckRunner(parts);
  }

  wakes(): void {
    this.asleep?.resolve();
    this.asleep = undefined;
  }

  /** The published verdicts as `step status`. */
  get verdicts(): string[] {
    return this.published.flatMap((event) =>
      event.type === 'verdict' ? [`${event.verdict.step} ${event.verdict.verdict.status}`] : [],
    );
  }
  types(text: string, exitCode = 0): void {
    this.runner.commandEnded(session, { text, exitCode, endedAt: this.clock.now().toISOString() });
  }
}
