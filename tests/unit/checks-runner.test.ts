import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { mistake, notYet, passed } from '../../sandbox/checks/lesson.ts';
import { CheckError } from '../../sandbox/checks/runner.ts';
import {
  CheckWorld,
  catalogueOf,
  commit,
  eventStep,
  first,
  picture,
  rmi,
  type Seen,
  second,
  session,
  stepOf,
} from './support/check-world.ts';

const whenThere = ({ wanted }: Seen) => (wanted ? passed({ name: wanted.id }) : notYet());
const twoSteps = catalogueOf([stepOf('first', whenThere), stepOf('second', whenThere)]);

let world: CheckWorld;
beforeEach(() => {
  world = new CheckWorld();
});
afterEach(() => world.runner[Symbol.asyncDispose]());

/** A server with these lessons, and the lesson open. */
async function openWith(lessons = twoSteps): Promise<void> {
  await world.restartServer(lessons);
  await world.runner.open(session, commit);
  await settled();
}
/** Until nothing waits any more: time passes as soon as somebody waits for it. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await new Promise(setImmediate);
}

describe('a sandbox that rests', () => {
  test('is asked nothing until the learner is back', async () => {
    await openWith();
    world.asleep = Promise.withResolvers();
    world.machine.images.set('first', picture('1'));
    world.machine.happens('tag');
    await settled();
    expect(world.verdicts).toEqual([]);
    world.wakes();
    await vi.waitFor(() => expect(world.verdicts).toEqual(['first passed']));
  });

  test('and was stopped for it has lost no event when it starts again', async () => {
    const lessons = catalogueOf([eventStep((happened) => (happened.length === 2 ? passed() : notYet()))]);
    await openWith(lessons);
    world.machine.happens('pull');
    await settled();
    world.asleep = Promise.withResolvers();
    const asked = world.machine.execs.length;
    world.machine.stopped = true;
    world.machine.breaksOff({ restarts: true });
    await settled();
    expect(world.machine.execs).toHaveLength(asked);
    world.machine.stopped = false;
    world.wakes();
    await settled();
    world.machine.happens('tag');
    await vi.waitFor(() => expect(world.verdicts.at(-1)).toBe('first passed'));
    expect(world.logged.join()).not.toContain('events may be missing');
  });
});

describe('opening a lesson', () => {
  test('sets the start state as the learner, and says so meanwhile', async () => {
    await world.restartServer(twoSteps);
    const opened = await world.runner.open(session, commit);
    expect(opened).toMatchObject({ lesson: commit, state: 'open', currentStep: 'first', verdicts: [] });
    const [start] = world.machine.execs;
    expect(start).toMatchObject({ as: 'learner' });
    expect(start?.argv.slice(0, 5)).toEqual(['timeout', '--kill-after=2', '120', 'bash', '--login']);
    expect(start?.argv.at(-1)).toBe('docker rm -f x');
    const states = world.published.map((event) =>
      event.type === 'lesson' ? event.lesson.state : event.type,
    );
    expect(states).toEqual(['preparing', 'open']);
  });

  test('again, or after a restart of the server, only resumes', async () => {
    await openWith();
    world.machine.images.set('first', picture('1'));
    world.types('docker commit');
    await vi.waitFor(() => expect(world.verdicts).toEqual(['first passed']));
    await world.runner.open(session, commit);
    await world.restartServer(twoSteps);
    const resumed = await world.runner.open(session, commit);
    expect(resumed).toMatchObject({ state: 'open', currentStep: 'second', verdicts: [{ step: 'first' }] });
    expect(world.machine.startStates).toBe(1);
  });

  test('twice at once sets the start state once', async () => {
    await world.restartServer(twoSteps);
    const both = await Promise.all([world.runner.open(session, commit), world.runner.open(session, commit)]);
    expect(both.map((each) => each.state)).toEqual(['open', 'open']);
    expect(world.machine.startStates).toBe(1);
  });

  test('after another one sets its start state again: the other’s may pass for the learner’s work', async () => {
    await openWith();
    await world.runner.open(session, rmi);
    world.machine.images.set('first', picture('1'));
    expect(await world.runner.open(session, commit)).toMatchObject({ currentStep: 'first', verdicts: [] });
    expect(world.machine.startStates).toBe(3);
  });

  test('that a crash interrupted sets the start state again', async () => {
    await world.restartServer(twoSteps);
    await world.store.beginRun({ session, lesson: commit, contentHash: 'hash', openedAt: '' });
    expect(await world.runner.open(session, commit)).toMatchObject({ state: 'open' });
    expect(world.machine.startStates).toBe(1);
  });

  test('that fails says what to do, keeps words out of the log, and can be tried again', async () => {
    world.machine.startStateFails = true;
    await world.restartServer(twoSteps);
    const failed = await world.runner.open(session, commit);
    expect(failed.state).toBe('failed');
    expect(failed.detail?.en[0]?.text).toContain('The start state of this lesson could not be made.');
    expect(world.logged).toEqual([expect.stringContaining('command 1 ended with 7: docker rm -f x')]);
    await expect(world.runner.check(session, commit, first)).rejects.toMatchObject({
      code: 'lesson-not-open',
    });
    world.machine.startStateFails = false;
    expect(await world.runner.open(session, commit)).toMatchObject({ state: 'open' });
  });

  test('while the engine is stopped says that, not that the start state is wrong', async () => {
    world.machine.stopped = true;
    await world.restartServer(twoSteps);
    const failed = await world.runner.open(session, commit);
    expect(failed.detail?.en[0]?.text).toContain('The Docker Engine in your sandbox does not answer.');
  });

  test('that does not exist is refused by name', async () => {
    const lessons = { lessons: [], find: () => undefined };
    await world.restartServer(lessons);
    expect(() => world.runner.open(session, commit)).toThrow(CheckError);
    await expect(world.runner.restart(session, commit)).rejects.toMatchObject({ code: 'unknown-lesson' });
  });
});

test('restarting sets the start state again and forgets verdicts; progress stays', async () => {
  await openWith();
  world.machine.images.set('first', picture('1'));
  world.types('x');
  await vi.waitFor(() => expect(world.verdicts).toContain('first passed'));
  world.machine.images.clear();
  expect(await world.runner.restart(session, commit)).toMatchObject({ currentStep: 'first', verdicts: [] });
  expect(world.machine.startStates).toBe(2);
});

describe('checks that run by themselves', () => {
  test('stay silent while a step is not done', async () => {
    await openWith();
    world.types('docker ps');
    await settled();
    expect(world.verdicts).toEqual([]);
    expect(world.runner.current(session)?.verdicts).toEqual([]);
  });

  test('pass with the end of a command, and go on with the next step', async () => {
    await openWith();
    world.machine.images.set('first', picture('1')).set('second', picture('2'));
    world.types('docker commit');
    await vi.waitFor(() => expect(world.verdicts).toEqual(['first passed', 'second passed']));
    expect(world.runner.current(session)).toMatchObject({ currentStep: null });
    const triggers = world.published.flatMap((event) =>
      event.type === 'verdict' ? [event.verdict.trigger] : [],
    );
    expect(triggers).toEqual(['command', 'command']);
  });

  test('pass with an event of the engine', async () => {
    await openWith();
    await vi.waitFor(() => expect(world.machine.listening).toBe(1));
    world.machine.images.set('first', picture('1'));
    world.machine.happens('tag');
    await vi.waitFor(() => expect(world.verdicts).toEqual(['first passed']));
    expect(world.published).toContainEqual(
      expect.objectContaining({ verdict: expect.objectContaining({ trigger: 'engine-event' }) }),
    );
  });

  test('wait after an event for the end of the command that caused it, and not after a command', async () => {
    let typed = 0;
    const step = stepOf('first', (seen) => {
      typed = seen.typed.length;
      return notYet();
    });
    await openWith(catalogueOf([step]));
    await vi.waitFor(() => expect(world.machine.listening).toBe(1));
    world.clock.waits.length = 0;
    world.types('docker ps');
    await settled();
    expect([typed, world.clock.waits]).toEqual([1, [150]]);
    world.machine.happens('tag');
    await vi.waitFor(() => expect(world.clock.waits).toContain(600));
    world.types('docker tag');
    await settled();
    expect(typed).toBe(2);
  });

  test('tell the page what has passed, and the progress', async () => {
    await openWith();
    world.machine.images.set('first', picture('1'));
    world.types('x');
    await vi.waitFor(() => expect(world.published.at(-1)?.type).toBe('progress'));
    expect(world.published.slice(-3)).toMatchObject([
      { type: 'verdict' },
      { type: 'lesson', lesson: { currentStep: 'second' } },
      { type: 'progress', progress: { steps: [{ lesson: commit, step: 'first' }] } },
    ]);
  });

  test('become one when triggers come in a burst', async () => {
    const judge = vi.fn(() => notYet());
    await openWith(catalogueOf([stepOf('first', judge)]));
    const before = judge.mock.calls.length;
    for (let count = 0; count < 20; count += 1) world.types('x');
    await settled();
    expect(judge.mock.calls.length - before).toBe(1);
  });

  test('say a mistake once, with the learner’s own values, and take it back', async () => {
    let name = 'x:1';
    await openWith(catalogueOf([stepOf('first', () => (name ? mistake('slip', { name }) : notYet()))]));
    world.types('a');
    world.types('b');
    await settled();
    expect(world.verdicts).toEqual(['first mistake']);
    expect(world.runner.current(session)?.verdicts[0]?.verdict).toEqual({
      status: 'mistake',
      mistake: 'slip',
      diagnosis: {
        ko: [
          { kind: 'value', text: 'x:1' },
          { kind: 'text', text: ' slipped' },
        ],
        en: [
          { kind: 'value', text: 'x:1' },
          { kind: 'text', text: ' slipped' },
        ],
      },
    });
    name = 'x:2';
    world.types('c');
    await settled();
    name = '';
    world.types('d');
    await settled();
    expect(world.verdicts).toEqual(['first mistake', 'first mistake', 'first not-yet']);
  });

  test('give the judge what was typed since the lesson was opened, bounded', async () => {
    let typed: string[] = [];
    const step = stepOf('first', (seen) => {
      typed = seen.typed.map((command) => command.text);
      return notYet();
    });
    await openWith(catalogueOf([step]));
    for (let count = 0; count < 250; count += 1) world.types(`${count} ${'x'.repeat(9_000)}`);
    await settled();
    expect(typed).toHaveLength(200);
    expect(typed[0]?.startsWith('50 x')).toBe(true);
    expect(typed[0]).toHaveLength(8_192);
  });
});

describe('a check that cannot run', () => {
  test('says so, is tried again ever more slowly, and is never "wrong"', async () => {
    await openWith();
    world.machine.images.set('first', picture('1'));
    world.machine.stopped = true;
    world.clock.waits.length = 0;
    world.types('x');
    await vi.waitFor(() => expect(world.clock.waits).toContain(8_000));
    expect(world.clock.waits.filter((ms) => ms >= 1_000 && ms <= 8_000)).toEqual(
      expect.arrayContaining([1_000, 2_000, 4_000, 8_000]),
    );
    expect(world.verdicts).toEqual(['first could-not-run']);
    world.machine.stopped = false;
    await vi.waitFor(() => expect(world.verdicts).toEqual(['first could-not-run', 'first passed']));
  });

  test('because its judge throws is a fault of ours: logged without the words, not retried', async () => {
    const judge = () => {
      throw new TypeError('secret-name');
    };
    await openWith(catalogueOf([stepOf('first', judge)]));
    await settled();
    expect(world.runner.current(session)?.verdicts[0]?.verdict).toMatchObject({
      status: 'could-not-run',
      willRetry: false,
      reason: { en: [{ text: expect.stringContaining('You did nothing wrong.') }] },
    });
    expect(world.logged.join()).toContain('"lesson":"layers/commit","step":"first","err":"TypeError"');
    expect(world.logged.join()).toContain('checks-runner.test.ts');
    expect(world.logged.join()).not.toContain('secret-name');
  });

  test('because its judge names an unknown mistake is the same', async () => {
    await openWith(catalogueOf([stepOf('first', () => mistake('other'))]));
    await settled();
    expect(world.verdicts).toEqual(['first could-not-run']);
  });

  test('because its judge changes the evidence is the same', async () => {
    const judge = ({ typed }: Seen) => {
      (typed as unknown[]).push('more');
      return passed();
    };
    await openWith(catalogueOf([stepOf('first', judge)]));
    await settled();
    expect(world.verdicts).toEqual(['first could-not-run']);
  });

  test('because its verdict was not saved says so, and gives it with the next try', async () => {
    await openWith();
    world.machine.images.set('first', picture('1'));
    world.store.refusing = true;
    world.types('x');
    await vi.waitFor(() => expect(world.verdicts).toEqual(['first could-not-run']));
    expect(world.runner.current(session)).toMatchObject({ currentStep: 'first' });
    world.store.refusing = false;
    await vi.waitFor(() => expect(world.verdicts).toEqual(['first could-not-run', 'first passed']));
  });
});

describe('asking for a check', () => {
  test('answers "not yet" with what is looked for, to who asked alone', async () => {
    await openWith();
    expect((await world.runner.check(session, commit, first)).verdict).toEqual({
      status: 'not-yet',
      missing: {
        ko: [{ kind: 'text', text: 'first 이미지를 찾고 있어요.' }],
        en: [{ kind: 'text', text: 'Looking for image first.' }],
      },
    });
    expect(world.verdicts).toEqual([]);
  });

  test('passes the step, and goes on with the next one', async () => {
    await openWith();
    world.machine.images.set('first', picture('1')).set('second', picture('2'));
    expect((await world.runner.check(session, commit, first)).verdict.status).toBe('passed');
    await vi.waitFor(() => expect(world.verdicts).toEqual(['first passed', 'second passed']));
    expect((await world.runner.check(session, commit, first)).verdict.status).toBe('passed');
  });

  test('for a later step names the earlier one', async () => {
    await openWith();
    world.machine.images.set('second', picture('2'));
    expect((await world.runner.check(session, commit, second)).verdict).toMatchObject({
      status: 'not-yet',
      missing: { en: [{ text: 'This step can be checked once the step before it is done.' }] },
    });
  });

  test('answers while the engine is stopped', async () => {
    await openWith();
    world.machine.stopped = true;
    expect((await world.runner.check(session, commit, first)).verdict.status).toBe('could-not-run');
  });

  test('is refused for a lesson or step that is not there or not open', async () => {
    await openWith();
    const unknown = 'third' as typeof first;
    await expect(world.runner.check(session, commit, unknown)).rejects.toMatchObject({
      code: 'unknown-step',
    });
    await expect(world.runner.check(session, rmi, first)).rejects.toMatchObject({ code: 'lesson-not-open' });
  });

  test('takes up the lesson after a restart of the server', async () => {
    await openWith();
    await world.restartServer(twoSteps);
    expect((await world.runner.check(session, commit, first)).verdict.status).toBe('not-yet');
  });
});

describe('after a restart of the server', () => {
  test('the next command takes up the lesson', async () => {
    await openWith();
    await world.restartServer(twoSteps);
    expect(world.runner.current(session)).toBeUndefined();
    world.machine.images.set('first', picture('1'));
    world.types('x');
    await vi.waitFor(() => expect(world.verdicts).toEqual(['first passed']));
  });

  test('resume takes it up, and says when there is none', async () => {
    expect(await world.runner.resume(session)).toBeUndefined();
    await openWith();
    await world.restartServer(twoSteps);
    expect(await world.runner.resume(session)).toMatchObject({ lesson: commit, state: 'open' });
    expect(world.machine.startStates).toBe(1);
  });
});

describe('events as evidence', () => {
  const byEvents = catalogueOf([
    eventStep((happened) => (happened.some((event) => event.action === 'untag') ? passed() : notYet())),
  ]);
  const statuses = () => world.runner.current(session)?.verdicts.map(({ verdict }) => verdict.status);

  test('are those since the start state', async () => {
    world.machine.happens('untag');
    await openWith(byEvents);
    expect(statuses()).toEqual([]);
    world.machine.happens('untag');
    await vi.waitFor(() => expect(statuses()).toEqual(['passed']));
  });

  test('that came while no server was there are asked for', async () => {
    await openWith(byEvents);
    world.machine.happens('tag');
    await vi.waitFor(async () => expect(await world.store.events('run-1')).toHaveLength(1));
    await world.runner[Symbol.asyncDispose]();
    world.machine.happens('untag');
    await world.restartServer(byEvents);
    await world.runner.resume(session);
    await vi.waitFor(() => expect(statuses()).toEqual(['passed']));
  });

  test('may be missing when the engine was restarted while no server was there: no verdict, and what to do', async () => {
    await openWith(byEvents);
    await world.runner[Symbol.asyncDispose]();
    world.machine.happens('untag');
    world.machine.breaksOff({ restarts: true });
    await world.restartServer(byEvents);
    await world.runner.resume(session);
    await vi.waitFor(() => expect(statuses()).toEqual(['could-not-run']));
    expect(world.runner.current(session)?.verdicts[0]?.verdict).toMatchObject({
      willRetry: false,
      reason: { en: [{ text: expect.stringContaining('Choose “Start this lesson over”') }] },
    });
    await world.runner.restart(session, commit);
    await settled();
    expect(statuses()).toEqual([]);
  });
});

describe('the end of a session', () => {
  test('ends observing and forgets its runs', async () => {
    await openWith();
    await vi.waitFor(() => expect(world.machine.listening).toBe(1));
    await world.runner.sessionEnded(session);
    expect(world.machine.listening).toBe(0);
    expect(world.runner.current(session)).toBeUndefined();
    expect(world.store.runs).toEqual([]);
  });

  test('does not wait for a start state that hangs', async () => {
    await world.restartServer(twoSteps);
    const { promise, resolve } = Promise.withResolvers<void>();
    world.machine.startStateDone = promise;
    const opening = world.runner.open(session, commit);
    await vi.waitFor(() => expect(world.runner.current(session)?.state).toBe('preparing'));
    const ended = world.runner.sessionEnded(session);
    resolve();
    await Promise.all([opening, ended]);
    expect(world.store.runs).toEqual([]);
    expect(world.runner.current(session)).toBeUndefined();
  });
});

describe('help', () => {
  test('hints come by degrees, in the reader’s language', () => {
    const hint = world.runner.hint(commit, first, 1, 'ko');
    expect(hint).toMatchObject({ index: 1, total: 2, hint: [{ kind: 'value' }, { text: ' clear' }] });
    expect(() => world.runner.hint(commit, first, 2, 'ko')).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    );
  });

  test('a solution has its commands and explanation', () => {
    expect(world.runner.solution(commit, first, 'en')).toMatchObject({
      commands: ['docker tag x first'],
      explanation: [{ kind: 'value' }, { text: ' explained' }],
    });
  });
});
