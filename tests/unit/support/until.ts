import { setTimeout as wait } from 'node:timers/promises';

/** Asks again until the answer is neither undefined nor false. The test's own time limit ends what never comes. */
export async function until<Value>(
  ask: () => Value | undefined | false | Promise<Value | undefined | false>,
  everyMs = 5,
): Promise<Value> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await wait(everyMs);
  }
}
