import { describe, expect, test } from 'vitest';
import type { Session } from '../../sandbox/contract/http.ts';
import { lessonId, type SessionId, type StepId, type TerminalId } from '../../sandbox/contract/ids.ts';
import type { StepVerdict, Verdict } from '../../sandbox/contract/verdict.ts';
import { applyEvent, initialState, type LiveState, stepStatus } from '../../src/lib/live-state.ts';
import { practiceView } from '../../src/lib/practice-view.ts';

const lesson = lessonId.parse('layers/commit');
const [first, second] = ['first', 'second'] as StepId[] as [StepId, StepId];
const text = { ko: [], en: [] };
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
const verdictOf = (verdict: Verdict, when = at(0), step = first): StepVerdict => ({
  lesson,
  step,
  verdict,
  trigger: 'command',
  at: when,
});
const mistake: Verdict = { status: 'mistake', mistake: 'x' as never, diagnosis: text };
const session = (state: Session['state'], id = 'abcdef123456'): Session => ({
  id: id as SessionId,
  state,
  terminals: state === 'ready' || state === 'frozen' ? [{ id: 't1' as TerminalId }] : [],
});
const open = (verdicts: StepVerdict[] = []): LiveState => ({
  ...initialState,
  connection: 'live',
  session: session('ready'),
  lesson: { lesson, state: 'open', contentHash: 'hash', currentStep: first, verdicts },
});

describe('a verdict', () => {
  test('replaces the one before it of the same step', () => {
    const state = applyEvent(open([verdictOf(mistake)]), {
      type: 'verdict',
      verdict: verdictOf({ status: 'passed' }, at(1)),
    });
    expect(state.lesson?.verdicts).toHaveLength(1);
    expect(stepStatus(state, lesson, first)).toBe('passed');
  });

  test('that was overtaken by a later one changes nothing', () => {
    const before = open([verdictOf({ status: 'passed' }, at(5))]);
    const state = applyEvent(before, { type: 'verdict', verdict: verdictOf(mistake, at(4)) });
    expect(stepStatus(state, lesson, first)).toBe('passed');
  });

  test('of another lesson changes nothing', () => {
    const other = { ...verdictOf(mistake), lesson: lessonId.parse('layers/rmi') };
    expect(stepStatus(applyEvent(open(), { type: 'verdict', verdict: other }), lesson, first)).toBe(
      'current',
    );
  });
});

describe('a step', () => {
  test('waits, is current, and keeps an earlier pass apart', () => {
    const passedAt = at(0);
    const progress = { steps: [{ lesson, step: second, passedAt, contentHash: 'old' }] };
    const state = applyEvent(open(), { type: 'progress', progress });
    expect(stepStatus(state, lesson, first)).toBe('current');
    expect(stepStatus(state, lesson, second)).toBe('passed-before');
    expect(stepStatus(open(), lesson, second)).toBe('waiting');
  });

  test('shows a mistake only while it is current', () => {
    const state = open([verdictOf(mistake), verdictOf(mistake, at(0), second)]);
    expect(stepStatus(state, lesson, first)).toBe('mistake');
    expect(stepStatus(state, lesson, second)).toBe('waiting');
  });
});

describe('a new sandbox', () => {
  test.each([session('resetting'), session('ready', 'zzzzzz123456')])(
    'forgets what was open (%o)',
    (next) => {
      expect(applyEvent(open(), { type: 'session', session: next }).lesson).toBeUndefined();
    },
  );

  test('is not what a repeated event of the same one means', () => {
    expect(applyEvent(open(), { type: 'session', session: session('ready') }).lesson).toBeDefined();
  });
});

describe('the practice side shows', () => {
  const kind = (change: Partial<LiveState>) => practiceView({ ...open(), ...change }).kind;

  test('the terminal, also while the connection is lost', () => {
    expect(kind({})).toBe('terminal');
    expect(kind({ connection: 'lost' })).toBe('terminal');
  });

  test('no terminal to those who are not signed in', () => {
    expect(kind({ connection: 'not-signed-in' })).toBe('not-signed-in');
  });

  test('preparation before the session, and reading-only before everything', () => {
    const preparation = { state: 'preparing', stages: [] } as const;
    expect(kind({ session: session('waiting'), preparation: { ...preparation, stages: [] } })).toBe(
      'preparing',
    );
    expect(kind({ preparation: { state: 'reading-only', stages: [] } })).toBe('reading-only');
  });

  test('the terminal of a frozen session: its screen is worth reading, and a key goes on', () => {
    expect(kind({ session: session('frozen') })).toBe('terminal');
    expect(applyEvent(open(), { type: 'session', session: session('frozen') }).lesson).toBeDefined();
  });

  test.each(['starting', 'resetting', 'failed', 'stopped'] as const)('%s as such', (state) => {
    expect(kind({ session: session(state) })).toBe(state);
  });
});
