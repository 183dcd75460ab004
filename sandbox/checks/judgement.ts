import { type MistakeId, mistakeId } from '../contract/ids.ts';
import type { Verdict } from '../contract/verdict.ts';
import { SandboxError } from '../engine/port.ts';
import { askedOnce } from './asked-once.ts';
import { type CollectContext, CouldNotCollect } from './evidence.ts';
import type { AnyStep, Judgement } from './lesson.ts';
import { type Reason, reasonTexts, retried } from './reasons.ts';
import { findSlipText, slipOfKeyboard } from './slips.ts';
import { missingValues, renderText, visibleValues } from './verdict-text.ts';

/** Longer than any healthy answer takes; an engine that is slower is told apart from one that is gone. */
const collectTimeLimitMs = 10_000;

export interface Outcome {
  verdict: Verdict;
  /** What the judge said; absent when it said nothing. */
  judgement?: Judgement;
  /** The lesson's or our own fault, for the log. */
  bug?: unknown;
}

/**
 * Collects what the step asks for and judges it. Never throws: whatever goes wrong is `could-not-run`, because a check
 * that did not run says nothing about the learner.
 */
export async function runCheck(
  step: AnyStep,
  context: Omit<CollectContext, 'signal'>,
  options: { signal: AbortSignal; asked: boolean; timeLimitMs?: number },
): Promise<Outcome> {
  let evidence: Readonly<Record<string, unknown>>;
  try {
    evidence = await collect(step, context, options);
  } catch (error) {
    const reason = reasonOf(error);
    return { verdict: couldNotRun(reason), ...(reason === 'bug' && { bug: error }) };
  }
  try {
    const found = step.judge(evidence);
    // What was done counts before what was typed.
    const slip = found.status === 'not-yet' ? slipOfKeyboard(context.commands) : undefined;
    const judgement = slip ?? found;
    return { verdict: toVerdict(step, judgement, options.asked), judgement };
  } catch (error) {
    return { verdict: couldNotRun('bug'), bug: error };
  }
}

/** All evidence of a step, frozen to the last part: a judge that changes it fails at once. */
async function collect(
  step: AnyStep,
  context: Omit<CollectContext, 'signal'>,
  { signal, timeLimitMs = collectTimeLimitMs }: { signal: AbortSignal; timeLimitMs?: number },
): Promise<Readonly<Record<string, unknown>>> {
  const limit = AbortSignal.timeout(timeLimitMs);
  const engine = askedOnce(context.engine);
  const within = { ...context, engine, signal: AbortSignal.any([signal, limit]) };
  const work = Promise.all(
    Object.entries(step.collect).map(
      async ([name, collector]) => [name, await collector.collect(within)] as const,
    ),
  );
  return deepFreeze(Object.fromEntries(await orAborted(work, within.signal)));
}

/** Does not wait for a collector that ignores the signal. */
function orAborted<Value>(work: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>();
  const giveUp = () => reject(signal.reason);
  if (signal.aborted) giveUp();
  signal.addEventListener('abort', giveUp, { once: true });
  return Promise.race([work, promise]).finally(() => signal.removeEventListener('abort', giveUp));
}

function reasonOf(error: unknown): Reason {
  if (error instanceof CouldNotCollect) return error.reason;
  if (error instanceof SandboxError) return error.code === 'timed-out' ? 'timed-out' : 'engine-stopped';
  if (error instanceof DOMException) return 'timed-out';
  return 'bug';
}

export function couldNotRun(reason: Reason): Verdict {
  return { status: 'could-not-run', reason: renderText(reasonTexts[reason]), willRetry: retried[reason] };
}

function toVerdict(step: AnyStep, judgement: Judgement, asked: boolean): Verdict {
  const { values } = judgement;
  switch (judgement.status) {
    case 'passed':
      return {
        status: 'passed',
        ...(step.note && { note: renderText(step.note, values) }),
        ...(values && { values: visibleValues(values) }),
      };
    case 'not-yet': {
      // Half a sentence is worse than none.
      const shown = asked && step.missing && missingValues(step.missing, values).length === 0;
      return {
        status: 'not-yet',
        ...(shown && step.missing && { missing: renderText(step.missing, values) }),
      };
    }
    case 'mistake': {
      const { id, diagnosis } = getMistake(step, judgement.mistake);
      return { status: 'mistake', mistake: id, diagnosis: renderText(diagnosis, values) };
    }
  }
}

function getMistake(
  step: AnyStep,
  name: string,
): { id: MistakeId; diagnosis: AnyStep['mistakes'][string]['diagnosis'] } {
  const known = Object.hasOwn(step.mistakes, name) ? step.mistakes[name] : undefined;
  const diagnosis = known?.diagnosis ?? findSlipText(name);
  if (!diagnosis)
    throw new TypeError(`the judge of step ${step.id} named a mistake that the step does not have`);
  return { id: mistakeId.parse(name), diagnosis };
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const part of Object.values(value)) deepFreeze(part);
  return value;
}
