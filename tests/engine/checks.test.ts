import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { CatalogueLesson, LessonCatalogue } from '../../sandbox/checks/catalogue.ts';
import { createCheckRunner } from '../../sandbox/checks/check-runner.ts';
import {
  changes,
  container,
  containers,
  containersOf,
  events,
  history,
  image,
  images,
  imagesNamed,
  topLayerFiles,
} from '../../sandbox/checks/collectors.ts';
import type { CollectContext, Collector } from '../../sandbox/checks/evidence.ts';
import { bringsFile, hasChanged, layersOnTop, startsSameProgram } from '../../sandbox/checks/image-facts.ts';
import { defineLesson, defineStep, mistake, notYet, passed } from '../../sandbox/checks/lesson.ts';
import type { CheckRunner } from '../../sandbox/checks/runner.ts';
import { setStartState } from '../../sandbox/checks/start-state.ts';
import { StartStateError } from '../../sandbox/checks/start-state-error.ts';
import { systemClock } from '../../sandbox/checks/surroundings.ts';
import type { ServerEvent } from '../../sandbox/contract/events.ts';
import { lessonId, sessionId, stepId } from '../../sandbox/contract/ids.ts';
import type { LearnerEngine } from '../../sandbox/engine/learner-engine.ts';
import { openLearnerEngine } from '../../sandbox/engine/learner-engine-client.ts';
import type { Sandbox } from '../../sandbox/engine/port.ts';
import { attemptsIn } from '../lessons/attempt.ts';
import type { Finding } from '../lessons/known-proofs.ts';
import { tasksOf } from '../lessons/proof.ts';
import { runTasks } from '../lessons/run-tasks.ts';
import { SandboxPool } from '../lessons/sandbox-pool.ts';
import { TypingTerminal } from '../lessons/typing-terminal.ts';
import { endEngine, useEngine } from '../support/engine.ts';
import { MemoryCheckStore } from '../support/memory-check-store.ts';

const session = sessionId.parse('checkstest12');
const id = lessonId.parse('tests/checks');
const text = (words: string) => ({ ko: words, en: words });

let sandbox: Sandbox;
let engine: LearnerEngine;
const inTime = () => AbortSignal.timeout(60_000);
const run = (...commands: string[]) => setStartState(sandbox, commands, inTime());

beforeAll(async () => {
  const prepared = await useEngine();
  sandbox = await prepared.engine.create(session);
  engine = openLearnerEngine(sandbox);
});
afterAll(async () => {
  await engine?.[Symbol.asyncDispose]();
  await sandbox?.remove();
  await endEngine();
});

function collect<Value>(collector: Collector<Value>, known: Partial<CollectContext> = {}): Promise<Value> {
  const signal = inTime();
  return collector.collect({
    engine,
    sandbox,
    events: [],
    eventsMissed: false,
    commands: [],
    signal,
    ...known,
  });
}

describe('collectors read a real engine', () => {
  beforeAll(async () => {
    await run(
      'docker run --name changed redis:7.0 sh -c "echo 1 >/first; echo 2 >/data/second; rm /etc/hostname; rm -r /etc/apt"',
      'docker create --name clean redis:7.0',
      'docker commit changed custom:changed',
      'docker commit clean custom:clean',
      'docker commit --change \'CMD ["bash"]\' changed custom:bash',
    );
  });

  test('images, by name, several, and all', async () => {
    expect(await collect(image('custom:changed'))).toMatchObject({ tags: ['custom:changed'] });
    expect(await collect(image('custom:none'))).toBeUndefined();
    const named = await collect(imagesNamed(['custom:clean', 'custom:none']));
    expect([named['custom:clean']?.tags, named['custom:none']]).toEqual([['custom:clean'], undefined]);
    const tags = (await collect(images())).flatMap((each) => each.tags);
    expect(tags).toEqual(expect.arrayContaining(['redis:7.0', 'custom:changed', 'custom:clean']));
    expect((await collect(history('custom:changed')))?.length).toBeGreaterThan(1);
    expect(await collect(history('custom:none'))).toBeUndefined();
  });

  test('a commit of a change adds a layer, one without a change adds none', async () => {
    const [base, changed, clean, bash] = await Promise.all(
      ['redis:7.0', 'custom:changed', 'custom:clean', 'custom:bash'].map((name) => collect(image(name))),
    );
    if (!base || !changed || !clean || !bash) throw new Error('an image is not there');
    expect(layersOnTop(base, changed)).toHaveLength(1);
    expect(layersOnTop(base, clean)).toEqual([]);
    expect(layersOnTop(changed, base)).toBeUndefined();
    expect(startsSameProgram(base.config, clean.config)).toBe(true);
    expect(startsSameProgram(base.config, bash.config)).toBe(false);
  });

  test('the top layer has what was written and deleted, and nothing of a volume', async () => {
    const files = await collect(topLayerFiles('custom:changed'));
    expect(bringsFile(files, '/first')).toBe(true);
    expect(files?.some((file) => file.path.startsWith('/data/'))).toBe(false);
    expect(files?.find((file) => file.path === '/etc/apt')?.kind).toBe('deleted');
    expect(await collect(topLayerFiles('custom:none'))).toBeUndefined();
  });

  test('the top layer of a course image lies in the golden store and is read there', async () => {
    expect((await collect(topLayerFiles('busybox:1.35')))?.length).toBeGreaterThan(0);
  });

  test('containers, with what has changed in them', async () => {
    expect(await collect(container('changed'))).toMatchObject({
      name: 'changed',
      running: false,
      exitCode: 0,
    });
    expect(await collect(container('nobody'))).toBeUndefined();
    const all = await collect(containers());
    expect(all.flatMap((each) => each.names).sort()).toEqual(['changed', 'clean']);
    const changed = await collect(changes('changed'));
    expect(hasChanged(changed, '/first')).toBe(true);
    expect(hasChanged(changed, '/data/second')).toBe(false);
    const made = await collect(containersOf('redis:7.0'));
    expect(made.map((each) => each.name)).toEqual(['clean', 'changed']);
    expect(hasChanged(made[1]?.changes, '/first')).toBe(true);
    expect(await collect(containersOf('custom:none'))).toEqual([]);
  });
});

test('a start state stops at the first command that fails, and says which', async () => {
  const failed = run('cd /tmp', 'test "$PWD" = /tmp', 'docker rmi nothing:here', 'touch /tmp/never');
  await expect(failed).rejects.toMatchObject({ message: expect.stringContaining('command 3 ended with 1') });
  await expect(failed).rejects.toBeInstanceOf(StartStateError);
  await run('test ! -e /tmp/never', 'test "$PWD" = /home/learner');
});

/** Judges by state, by events and by what was typed. */
const lesson: CatalogueLesson = {
  id,
  folder: '/nowhere',
  contentHash: 'hash',
  definition: defineLesson({
    images: ['busybox:1.35'],
    minutes: 1,
    start: ['docker rmi -f mine:1 mine:2 || true', 'docker tag busybox:1.35 mine:1'],
    steps: [
      defineStep({
        id: 'first',
        collect: { two: image('mine:2'), wrong: image('mine:latest') },
        judge: ({ two, wrong }) =>
          wrong ? mistake('no-tag', { tag: wrong.tags.join(' ') }) : two ? passed() : notYet(),
        hints: [text('1'), text('2')],
        solution: { commands: ['docker tag mine:1 mine:2'] },
        alternatives: { long: ['docker image tag mine:1 mine:2'] },
        mistakes: { 'no-tag': { commands: ['docker tag mine:1 mine'], diagnosis: text('{tag}') } },
      }),
      defineStep({
        id: 'second',
        collect: { untagged: events({ type: 'image', action: 'untag' }) },
        judge: ({ untagged }) => (untagged.length === 1 ? passed() : notYet()),
        hints: [text('1'), text('2')],
        solution: { commands: ['docker rmi mine:1'] },
        mistakes: {},
      }),
    ],
  }),
};

describe('a lesson in a real sandbox', () => {
  const store = new MemoryCheckStore();
  const published: ServerEvent[] = [];
  let runner: CheckRunner;
  let terminal: TypingTerminal;

  const startServer = () =>
    createCheckRunner({
      sandboxOf: async () => sandbox,
      openLearnerEngine,
      store,
      lessons: { lessons: [lesson], find: () => lesson } satisfies LessonCatalogue,
      publish: (_session, event) => published.push(event),
      clock: systemClock,
      log: { info: () => {}, warn: () => {}, error: console.error },
    });
  const type = async (command: string) => {
    await terminal.type(command, (typed) => runner.commandEnded(session, typed));
  };
  const verdicts = () =>
    published.flatMap((event) =>
      event.type === 'verdict' ? [`${event.verdict.step} ${event.verdict.verdict.status}`] : [],
    );
  const inTheEnd = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 50 });

  beforeAll(async () => {
    terminal = await TypingTerminal.open(sandbox);
    runner = startServer();
  });
  afterEach(() => published.splice(0));
  afterAll(async () => {
    await runner?.[Symbol.asyncDispose]();
    await terminal?.[Symbol.asyncDispose]();
  });

  test('opens, tells a mistake with the learner’s own values, and takes it back', async () => {
    expect(await runner.open(session, id)).toMatchObject({ state: 'open', currentStep: 'first' });
    await type('docker tag mine:1 mine');
    await inTheEnd(() => expect(verdicts()).toEqual(['first mistake']));
    expect(runner.current(session)?.verdicts[0]?.verdict).toMatchObject({
      diagnosis: { ko: [{ kind: 'value', text: expect.stringContaining('mine:latest') }] },
    });
    await type('docker rmi mine:latest');
    await inTheEnd(() => expect(verdicts()).toEqual(['first mistake', 'first not-yet']));
    await runner.restart(session, id);
  });

  test('passes by itself, also for a change that no command of the terminal made', async () => {
    await run('docker tag mine:1 mine:2');
    await inTheEnd(() => expect(verdicts()).toEqual(['first passed']));
    expect(runner.current(session)).toMatchObject({ currentStep: 'second' });
  });

  test('goes on after the server ended, with the events that happened meanwhile', async () => {
    await runner[Symbol.asyncDispose]();
    await run('docker rmi mine:1');
    runner = startServer();
    expect(await runner.resume(session)).toMatchObject({ lesson: id, state: 'open' });
    await inTheEnd(() => expect(verdicts()).toEqual(['second passed']));
    expect(runner.current(session)).toMatchObject({ currentStep: null });
  });

  test('says that it could not run when the engine forgot events that nobody heard', async () => {
    await runner.restart(session, id);
    await run('docker tag mine:1 mine:2');
    await inTheEnd(() => expect(verdicts()).toEqual(['first passed']));
    await runner[Symbol.asyncDispose]();
    const tag = 'http://engine/images/mine:2/tag?repo=mine&tag=2&count=[1-300]';
    await run(`curl -sf --unix-socket /var/run/docker.sock -X POST '${tag}'`);
    published.splice(0);
    runner = startServer();
    await runner.resume(session);
    await inTheEnd(() => expect(verdicts().at(-1)).toBe('second could-not-run'));
    const { verdict } = await runner.check(session, id, stepId.parse('second'));
    expect(verdict).toMatchObject({ status: 'could-not-run', willRetry: false });
  });

  test('misses nothing when the sandbox is stopped and started while the server listens', async () => {
    await runner.restart(session, id);
    await run('docker tag mine:1 mine:2');
    await inTheEnd(() => expect(verdicts()).toEqual(['first passed']));
    await sandbox.stop();
    await sandbox.start();
    await run('docker rmi mine:1');
    await inTheEnd(() => expect(verdicts()).toEqual(['first passed', 'second passed']));
  });

  test('says so while the sandbox is stopped, and passes once it is back', async () => {
    await runner.restart(session, id);
    await sandbox.stop();
    const { verdict } = await runner.check(session, id, stepId.parse('first'));
    expect(verdict).toMatchObject({ status: 'could-not-run', willRetry: true });
    await sandbox.start();
    await run('docker tag mine:1 mine:2');
    await inTheEnd(() => expect(verdicts().at(-1)).toBe('first passed'));
    // In between it may have run before the tag was there, or failed in another way while the engine started.
    expect(verdicts()[0]).toBe('first could-not-run');
    expect(['first could-not-run', 'first not-yet', 'first passed']).toEqual(
      expect.arrayContaining(verdicts()),
    );
  });
});

describe('the proof, in real sandboxes', () => {
  async function prove(steps: CatalogueLesson['definition']['steps']): Promise<string[]> {
    const findings: Finding[] = [];
    await using pool = new SandboxPool((await useEngine()).engine, 0);
    const begin = attemptsIn(pool, openLearnerEngine);
    const changed = { ...lesson, definition: { ...lesson.definition, steps } };
    const report = (finding: Finding) => findings.push(finding);
    await runTasks([tasksOf(changed, { begin, report, record: false, patienceMs: 1_000 })], 2);
    return findings
      .map(({ step, claim, fault }) => `${step ?? '-'}: ${claim}${fault ? `: ${fault}` : ''}`)
      .sort();
  }

  test('holds for a right lesson', async () => {
    expect(await prove(lesson.definition.steps)).toEqual([
      '-: all of it again in the same sandbox',
      '-: start state can be set',
      'first: alternative passes: long',
      'first: mistake is recognised: no-tag',
      'first: solution passes',
      'first: start does not pass',
      'second: solution passes',
      'second: start does not pass',
    ]);
  });

  test('fails for a broken judge, and names the spot', async () => {
    const [first, second] = lesson.definition.steps;
    if (!second) throw new Error('the lesson has two steps');
    const faults = (
      await prove([
        { ...first, alternatives: {}, mistakes: {} },
        { ...second, judge: () => passed() },
      ])
    ).filter((line) => line.includes('got'));
    expect(faults).toEqual([
      '-: all of it again in the same sandbox: step second: got "passed" before anything was typed',
      'second: start does not pass: got "passed" before anything was typed',
    ]);
  });
});
