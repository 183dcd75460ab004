import { describe, expect, test } from 'vitest';
import { type CollectContext, type Collector, CouldNotCollect } from '../../sandbox/checks/evidence.ts';
import { runCheck } from '../../sandbox/checks/judgement.ts';
import { defineStep, type Judgement, mistake, notYet, passed } from '../../sandbox/checks/lesson.ts';
import { verdict as verdictSchema } from '../../sandbox/contract/verdict.ts';
import { SandboxError } from '../../sandbox/engine/port.ts';

/** Collectors of these tests use none of it. */
const context = { events: [], eventsMissed: false, commands: [] } as unknown as Omit<
  CollectContext,
  'signal'
>;
const text = (words: string) => ({ ko: words, en: words });

function stepWith(
  judge: (evidence: { facts: { list: string[] } }) => Judgement,
  collect?: Collector<unknown>['collect'],
) {
  const facts: Collector<{ list: string[] }> = {
    kind: 'facts',
    collect: (collect as Collector<{ list: string[] }>['collect']) ?? (async () => ({ list: ['a'] })),
  };
  return defineStep({
    id: 'only',
    collect: { facts },
    judge,
    hints: [text('1'), text('2')],
    solution: { commands: ['x'] },
    mistakes: { wrong: { commands: ['y'], diagnosis: text('{what} is wrong') } },
    missing: text('no {what} yet'),
    note: text('well done'),
  });
}
const check = async (step: ReturnType<typeof stepWith>, asked = false, timeLimitMs?: number) => {
  const outcome = await runCheck(step, context, { signal: new AbortController().signal, asked, timeLimitMs });
  expect(verdictSchema.safeParse(outcome.verdict).success).toBe(true);
  return outcome;
};
const inBoth = (...parts: object[]) => ({ ko: parts, en: parts });

describe('a judgement becomes a verdict', () => {
  test('passed, with the step’s note', async () => {
    const { verdict } = await check(stepWith(() => passed()));
    expect(verdict).toEqual({ status: 'passed', note: inBoth({ kind: 'text', text: 'well done' }) });
  });

  test('passed, with the learner’s own values for the text, harmless to read', async () => {
    const { verdict } = await check(stepWith(() => passed({ container: 'a\u202eb', count: 3 })));
    expect(verdict).toMatchObject({ values: { container: 'a<U+202E>b', count: '3' } });
  });

  test('a mistake, with the learner’s own values', async () => {
    const { verdict } = await check(stepWith(({ facts }) => mistake('wrong', { what: facts.list[0] ?? '' })));
    expect(verdict).toEqual({
      status: 'mistake',
      mistake: 'wrong',
      diagnosis: inBoth({ kind: 'value', text: 'a' }, { kind: 'text', text: ' is wrong' }),
    });
  });

  test('a slip of the keyboard is a mistake of every step, unless the step has found more', async () => {
    const typed = { text: '애찯ㄱ ㅔㄴ', exitCode: 127, endedAt: '2026-01-02T03:04:05.000Z' };
    const outcomeOf = (judge: () => Judgement) =>
      runCheck(
        stepWith(judge),
        { ...context, commands: [typed] },
        { signal: new AbortController().signal, asked: false },
      );
    expect((await outcomeOf(() => notYet())).verdict).toMatchObject({
      status: 'mistake',
      mistake: 'hangul',
      diagnosis: { en: expect.arrayContaining([{ kind: 'value', text: 'docker ps' }]) },
    });
    expect((await outcomeOf(() => passed())).verdict.status).toBe('passed');
    expect((await outcomeOf(() => mistake('wrong', { what: 'a' }))).verdict).toMatchObject({
      mistake: 'wrong',
    });
  });

  test('not yet is silent unless the learner asked and the values are there', async () => {
    const step = stepWith(() => notYet({ what: 'file' }));
    expect((await check(step)).verdict).toEqual({ status: 'not-yet' });
    expect((await check(step, true)).verdict).toMatchObject({ missing: { en: { length: 3 } } });
    expect(
      (
        await check(
          stepWith(() => notYet()),
          true,
        )
      ).verdict,
    ).toEqual({ status: 'not-yet' });
  });
});

describe('a check that did not run is never a mistake', () => {
  const failing = (error: unknown) =>
    stepWith(
      () => passed(),
      () => Promise.reject(error),
    );

  test.each([
    ['a stopped engine', new SandboxError('learner-engine-failed', 'x'), true, 'does not answer'],
    ['a sandbox that is gone', new SandboxError('not-found', 'x'), true, 'does not answer'],
    ['a slow engine', new SandboxError('timed-out', 'x'), true, 'too long'],
    ['missed events', new CouldNotCollect('events-missed', 'x'), false, 'was missed'],
    ['too much to look at', new CouldNotCollect('too-big', 'x'), false, 'too many files'],
    ['nonsense from the engine', new CouldNotCollect('unreadable', 'x'), true, 'could not be read'],
  ])('%s', async (_name, error, willRetry, words) => {
    const { verdict, bug } = await check(failing(error));
    expect(verdict).toMatchObject({ status: 'could-not-run', willRetry });
    expect(JSON.stringify(verdict)).toContain(words);
    expect(bug).toBeUndefined();
  });

  test('a collector that never answers is given up', async () => {
    const { verdict } = await check(
      stepWith(
        () => passed(),
        () => new Promise(() => undefined),
      ),
      false,
      20,
    );
    expect(verdict).toMatchObject({ status: 'could-not-run', willRetry: true });
  });

  test.each([
    [
      'a judge that throws',
      stepWith(() => {
        throw new Error('oops');
      }),
    ],
    [
      'a judge that changes the evidence',
      stepWith(({ facts }) => {
        facts.list.push('b');
        return passed();
      }),
    ],
    ['a mistake that the step does not have', stepWith(() => mistake('other'))],
    ['a mistake with the name of a built-in', stepWith(() => mistake('constructor'))],
    ['an error that nobody translated', failing(new TypeError('x'))],
  ])('%s is a fault of ours', async (_name, step) => {
    const { verdict, bug } = await check(step);
    expect(verdict).toMatchObject({ status: 'could-not-run', willRetry: false });
    expect(bug).toBeInstanceOf(Error);
  });
});
