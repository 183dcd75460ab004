import { AsyncLocalStorage } from 'node:async_hooks';

/** What a claim spends its time on. */
export type Work = 'sandbox' | 'start state' | 'typing' | 'checking' | 'printing';

/** Milliseconds by kind of work. */
export type SpentMs = Partial<Record<Work, number>>;

const current = new AsyncLocalStorage<SpentMs>();

/** Counts the time of some work for the claim that asked for it. */
export async function spend<Value>(work: Work, doing: () => Promise<Value>): Promise<Value> {
  const spent = current.getStore();
  const begun = performance.now();
  try {
    return await doing();
  } finally {
    if (spent) spent[work] = (spent[work] ?? 0) + performance.now() - begun;
  }
}

/** Runs a claim, and says what its time went to. */
export async function countingTime<Value>(
  claim: () => Promise<Value>,
): Promise<{ value: Value; spentMs: SpentMs }> {
  const spentMs: SpentMs = {};
  return { value: await current.run(spentMs, claim), spentMs };
}
