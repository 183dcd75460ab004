import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CatalogueLesson } from '../../sandbox/checks/catalogue.ts';
import { image } from '../../sandbox/checks/collectors.ts';
import {
  type AnyStep,
  defineLesson,
  defineStep,
  type LessonDefinition,
  mistake,
  notYet,
  passed,
} from '../../sandbox/checks/lesson.ts';
import { stepId } from '../../sandbox/contract/ids.ts';
import type { BeginAttempt } from '../lessons/attempt.ts';
import type { Finding } from '../lessons/known-proofs.ts';
import { isWanted, readOptions } from '../lessons/options.ts';
import { tasksOf } from '../lessons/proof.ts';
import { formatFinding, formatSummary } from '../lessons/report.ts';
import { runTasks } from '../lessons/run-tasks.ts';
import { CheckWorld, commit, picture, session } from './support/check-world.ts';

const text = (words: string) => ({ ko: words, en: words });

/** Passes with an image of the step's name; `<name>-wrong` is its mistake. */
const stepOf = (id: string, change: object = {}): AnyStep => ({
  ...defineStep({
    id,
    collect: { right: image(id), wrong: image(`${id}-wrong`) },
    judge: ({ right, wrong }) => (wrong ? mistake('slip', { name: wrong.id }) : right ? passed() : notYet()),
    hints: [text('1'), text('2')],
    solution: { commands: ['prepare', `make ${id}`] },
    alternatives: { short: [`make ${id}`] },
    mistakes: { slip: { commands: [`make ${id}-wrong`], diagnosis: text('{name}') } },
  }),
  ...change,
});

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-proof-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const lessonOf = (steps: LessonDefinition['steps'], change: object = {}): CatalogueLesson => ({
  id: commit,
  folder,
  contentHash: 'hash',
  definition: { ...defineLesson({ images: [], minutes: 1, start: ['clear'], steps }), ...change },
});

/** Attempts over our own ports, with a toy for a shell: `make NAME`, `drop NAME`. */
const toyAttempts =
  (change: (world: CheckWorld) => void = () => {}): BeginAttempt =>
  async (lesson) => {
    const world = new CheckWorld();
    change(world);
    await world.restartServer({ lessons: [lesson], find: () => lesson });
    return {
      async begin() {
        const { state } = await world.runner.restart(session, lesson.id);
        if (state !== 'open') throw new Error('the start state could not be set');
      },
      async type(commands) {
        for (const command of commands) {
          const [verb, name = ''] = command.split(' ');
          if (verb === 'make') world.machine.images.set(name, picture(name));
          if (verb === 'drop') world.machine.images.delete(name);
          world.types(command);
          // The check that a command triggers is done before the next is typed.
          for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
        }
      },
      check: async (step) => (await world.runner.check(session, lesson.id, stepId.parse(step))).verdict,
      async settled(step) {
        const view = await world.runner.settled(session);
        return view?.verdicts.find((found) => found.step === step)?.verdict ?? { status: 'not-yet' };
      },
      diagnoses: () =>
        world.published.splice(0).flatMap((event) => {
          const found = event.type === 'verdict' ? event.verdict : undefined;
          return found?.verdict.status === 'mistake' ? [`${found.step} ${found.verdict.mistake}`] : [];
        }),
      print: async (command) => `${command}\n1ce4f1a9b0d2   3 seconds ago   4.86MB`,
      [Symbol.asyncDispose]: () => world.runner[Symbol.asyncDispose](),
    };
  };

async function prove(
  lesson: CatalogueLesson,
  options: { begin?: BeginAttempt; record?: boolean } = {},
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const { begin = toyAttempts(), record = false } = options;
  const report = (finding: Finding) => findings.push(finding);
  await runTasks([tasksOf(lesson, { begin, report, record, patienceMs: 0 })], 1);
  return findings;
}
const faultsOf = async (...args: Parameters<typeof prove>) =>
  (await prove(...args)).flatMap(({ step, claim, fault }) =>
    fault ? [`${step ?? '-'}: ${claim}: ${fault}`] : [],
  );

test('a right lesson is proved in every claim', async () => {
  const findings = await prove(lessonOf([stepOf('first'), stepOf('second')]));
  expect(findings.map(({ step, claim, fault }) => [step, claim, fault])).toEqual([
    [undefined, 'start state can be set', undefined],
    ['first', 'start does not pass', undefined],
    ['first', 'solution passes', undefined],
    ['second', 'start does not pass', undefined],
    ['second', 'solution passes', undefined],
    [undefined, 'all of it again in the same sandbox', undefined],
    ['first', 'alternative passes: short', undefined],
    ['first', 'mistake is recognised: slip', undefined],
    ['second', 'alternative passes: short', undefined],
    ['second', 'mistake is recognised: slip', undefined],
  ]);
});

describe('the proof fails and names the spot', () => {
  test('when a judge passes everything', async () => {
    const broken = stepOf('second', { judge: () => passed() });
    expect(await faultsOf(lessonOf([stepOf('first'), broken]))).toEqual([
      'second: start does not pass: got "passed" before anything was typed',
      '-: all of it again in the same sandbox: step second: got "passed" before anything was typed',
      'second: alternative passes: short: got "passed" before anything was typed',
      'second: mistake is recognised: slip: got "passed" before anything was typed',
    ]);
  });

  test('when a judge passes nothing', async () => {
    const broken = stepOf('first', { judge: () => notYet() });
    expect(await faultsOf(lessonOf([broken]))).toEqual([
      'first: solution passes: got "not-yet"',
      'first: alternative passes: short: got "not-yet"',
      'first: mistake is recognised: slip: got "not-yet"',
    ]);
  });

  test('when a judge takes the way to the solution for a mistake', async () => {
    const twitchy = stepOf('first', {
      solution: { commands: ['make first-wrong', 'drop first-wrong', 'make first'] },
    });
    expect(await faultsOf(lessonOf([twitchy]))).toEqual([
      'first: solution passes: met a diagnosis on the way: first slip',
    ]);
  });

  test('when a mistake gets another one’s diagnosis', async () => {
    const mistakes = {
      slip: { commands: ['make first-wrong'], diagnosis: text('{name}') },
      trip: { commands: ['make first-wrong'], diagnosis: text('{name}') },
    };
    expect(await faultsOf(lessonOf([stepOf('first', { mistakes })]))).toEqual([
      'first: mistake is recognised: trip: got the mistake "slip"',
    ]);
  });

  test('when a judge names a mistake that the step does not have', async () => {
    const mistakes = { trip: { commands: ['make first-wrong'], diagnosis: text('') } };
    const [fault] = await faultsOf(lessonOf([stepOf('first', { mistakes })]));
    expect(fault).toContain(
      'first: mistake is recognised: trip: got "could not run" (The check of this step',
    );
  });

  test('when a diagnosis shows a value that the judge does not give', async () => {
    const mistakes = { slip: { commands: ['make first-wrong'], diagnosis: text('{nam}') } };
    expect(await faultsOf(lessonOf([stepOf('first', { mistakes })]))).toEqual([
      'first: mistake is recognised: slip: the diagnosis shows a value that the judge did not give',
    ]);
  });

  test('when a judge throws', async () => {
    const judge = () => {
      throw new Error('oops');
    };
    const faults = await faultsOf(lessonOf([stepOf('first', { judge })]));
    expect(faults[0]).toContain('first: start does not pass: got "could not run"');
  });

  test('when the start state leaves something behind', async () => {
    const begin = toyAttempts((world) => {
      world.machine.startStateClears = false;
    });
    const leak = 'got "passed" before anything was typed';
    const onlyFresh = 'it holds only in a fresh sandbox; where another case had ended:';
    expect(await faultsOf(lessonOf([stepOf('first')]), { begin })).toEqual([
      `-: all of it again in the same sandbox: step first: ${leak}`,
      `first: alternative passes: short: ${onlyFresh} ${leak}`,
      `first: mistake is recognised: slip: ${onlyFresh} ${leak}`,
    ]);
  });

  test('but not when a case breaks the start state for all to see: the next has a fresh sandbox', async () => {
    const begin = toyAttempts((world) => {
      world.machine.startStateClears = false;
      world.machine.startStateFailsWith = 'first-wrong';
    });
    const cleaning = stepOf('first', {
      solution: { commands: ['make first'] },
      alternatives: {},
      mistakes: {
        slip: { commands: ['make first-wrong'], diagnosis: text('{name}') },
        trip: { commands: ['make first-wrong'], diagnosis: text('{name}') },
      },
    });
    const faults = await faultsOf(lessonOf([cleaning]), { begin });
    expect(faults.at(-1)).toBe('first: mistake is recognised: trip: got the mistake "slip"');
  });

  test('but not when an alternative that is a recovery meets a diagnosis', async () => {
    const commands = ['make first-wrong', 'drop first-wrong', 'make first'];
    const steps = (name: string) => lessonOf([stepOf('first', { alternatives: { [name]: commands } })]);
    expect(await faultsOf(steps('after a slip'))).toEqual([]);
    expect(await faultsOf(steps('direct'))).toEqual([
      'first: alternative passes: direct: met a diagnosis on the way: first slip',
    ]);
  });

  test('when the start state cannot be set: nothing else is claimed of it', async () => {
    const begin = toyAttempts((world) => {
      world.machine.startStateFails = true;
    });
    expect(await faultsOf(lessonOf([stepOf('first')]), { begin })).toEqual([
      '-: start state can be set: the start state could not be set',
      'first: alternative passes: short: the start state could not be set',
      'first: mistake is recognised: slip: the start state could not be set',
    ]);
  });

  test('when no sandbox can be made', async () => {
    const begin = async () => Promise.reject(new Error('no room'));
    expect((await faultsOf(lessonOf([stepOf('first')]), { begin }))[0]).toBe(
      '-: start state can be set: no room',
    );
  });
});

describe('printed outputs', () => {
  const outputs = { before: { command: 'docker images' }, list: { after: 'first', command: 'docker ps' } };
  const lesson = () => lessonOf([stepOf('first')], { outputs });

  test('are recorded, and compared without what changes from run to run', async () => {
    expect(await faultsOf(lesson(), { record: true })).toEqual([]);
    const recorded = await readFile(join(folder, 'outputs.json'), 'utf8');
    expect(JSON.parse(recorded)).toEqual({
      before: { command: 'docker images', output: expect.stringMatching(/^docker images\n1ce4/) },
      list: { command: 'docker ps', output: expect.stringMatching(/^docker ps\n1ce4/) },
    });
    await writeFile(join(folder, 'outputs.json'), recorded.replaceAll('1ce4f1a9b0d2   3', 'ffe4f1a9b0d2 14'));
    expect(await faultsOf(lesson())).toEqual([]);
  });

  test('that say something else are a fault, and so are those that were never recorded', async () => {
    await prove(lesson(), { record: true });
    const recorded = await readFile(join(folder, 'outputs.json'), 'utf8');
    await writeFile(join(folder, 'outputs.json'), recorded.replace('docker ps\\n', 'NAMES\\n'));
    expect(await faultsOf(lesson())).toEqual([
      'first: printed output is as recorded: list: line 1 was "NAMES" and is "docker ps"',
    ]);
    await rm(join(folder, 'outputs.json'));
    expect(await faultsOf(lesson())).toEqual([
      '-: printed output is as recorded: before: it was not recorded (--record)',
      'first: printed output is as recorded: list: it was not recorded (--record)',
    ]);
  });

  test('of a lesson that is not whole are not recorded', async () => {
    const broken = lessonOf([stepOf('first', { judge: () => notYet() })], { outputs });
    await prove(broken, { record: true });
    await expect(readFile(join(folder, 'outputs.json'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('what is printed', () => {
  const right: Finding = { lesson: 'a/b', step: 'first', claim: 'solution passes', seconds: 1.26 };
  const wrong: Finding = { lesson: 'a/b', claim: 'start state can be set', seconds: 0, fault: 'no room' };

  test('is a line for each claim, and the fault below it', () => {
    expect(formatFinding(right)).toMatch(/^✓ a\/b › first +solution passes +1\.3 s$/);
    expect(formatFinding(wrong)).toMatch(/^✗ a\/b +start state can be set +0\.0 s\n {4}no room$/);
  });

  test('ends with the faults and the line that is counted', () => {
    expect(formatSummary([right, wrong])).toMatch(
      /\nNot proved:\n✗ a\/b .*\n {4}no room\n\n1 passed, 1 failed$/,
    );
    expect(formatSummary([right])).toBe('\n1 passed, 0 failed');
  });
});

describe('options', () => {
  const lessons = ['layers/commit', 'layers/rmi', 'start/workbench'];
  const wanted = (...args: string[]) => lessons.filter((id) => isWanted(id, readOptions(args, lessons)));

  test('choose lessons and chapters', () => {
    expect(wanted()).toEqual(lessons);
    expect(wanted('--only', 'layers')).toEqual(['layers/commit', 'layers/rmi']);
    expect(wanted('--only', 'layers/rmi', '--only', 'start/workbench')).toEqual([
      'layers/rmi',
      'start/workbench',
    ]);
  });

  test.each([
    [['--only', 'layer'], 'there is no lesson layer; there are layers/commit, layers/rmi, start/workbench'],
    [['--jobs', '0'], '--jobs takes 1 to 16'],
    [['--jobs', 'x'], '--jobs takes 1 to 16'],
    [['--fast'], /Unknown option '--fast'/],
  ])('%j are refused', (args, message) => {
    expect(() => readOptions(args, lessons)).toThrow(message);
  });
});

describe('tasks', () => {
  let [running, most] = [0, 0];
  const done: string[] = [];
  beforeEach(() => {
    [running, most] = [0, 0];
    done.splice(0);
  });
  const group = (name: string, length: number) =>
    Array.from({ length }, (_, index) => async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise(setImmediate);
      running -= 1;
      done.push(`${name}${index + 1}`);
    });

  test('run side by side, as many as jobs', async () => {
    await runTasks([group('a', 7)], 3);
    expect([most, done.length]).toEqual([3, 7]);
  });

  test('of a group stay with one job while there are other groups, then the longest gets help', async () => {
    await runTasks([group('a', 2), group('b', 5)], 2);
    expect(done).toEqual(['a1', 'b1', 'a2', 'b2', 'b3', 'b4', 'b5']);
    expect(most).toBe(2);
  });
});
