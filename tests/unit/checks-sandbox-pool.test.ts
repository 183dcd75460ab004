import { describe, expect, test } from 'vitest';
import { type Sandbox, type SandboxEngine, SandboxError } from '../../sandbox/engine/port.ts';
import { SandboxPool } from '../lessons/sandbox-pool.ts';

/** Our own port, as far as a pool uses it: counts, and fails when it is told to. */
function countingEngine(failures: SandboxError[] = []) {
  const made: string[] = [];
  const removed: string[] = [];
  const create = async (session: string) => {
    const failure = failures.shift();
    if (failure) throw failure;
    made.push(session);
    return { session, remove: async () => void removed.push(session) } as unknown as Sandbox;
  };
  // Nothing else of the port is asked for.
  return { made, removed, engine: { create } as unknown as SandboxEngine };
}

const late = () => new SandboxError('timed-out', 'no learner engine after 90 s');

describe('a pool of sandboxes', () => {
  test('starts the next one ahead while more will be wanted, and removes what nobody took', async () => {
    const { made, removed, engine } = countingEngine();
    const pool = new SandboxPool(engine, 2);
    const first = await pool.take();
    await pool[Symbol.asyncDispose]();
    expect([made.length, removed]).toEqual([2, made.filter((session) => session !== first.session)]);
  });

  test('starts none ahead for the last', async () => {
    const { made, engine } = countingEngine();
    await using pool = new SandboxPool(engine, 1);
    await pool.take();
    expect(made).toHaveLength(1);
  });

  test('tries again when a busy machine was too slow, and not for ever', async () => {
    const { engine } = countingEngine([late(), late()]);
    await using pool = new SandboxPool(engine, 0);
    expect((await pool.take()).session).toBeDefined();
    await using slow = new SandboxPool(countingEngine([late(), late(), late()]).engine, 0);
    await expect(slow.take()).rejects.toThrow('no learner engine');
  });

  test('does not try again what cannot be helped', async () => {
    const full = new SandboxError('disk-full', 'no space');
    await using pool = new SandboxPool(countingEngine([full]).engine, 0);
    await expect(pool.take()).rejects.toBe(full);
  });
});
