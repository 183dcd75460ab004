import { type Log, nameOf } from '../checks/surroundings.ts';
import type { SandboxEngine, SandboxSummary } from '../engine/port.ts';

/** Removes sandboxes of this instance that no session knows: what a crash left. One that resists is left for the next start. */
export async function removeLeftovers(
  engine: SandboxEngine,
  leftovers: readonly SandboxSummary[],
  log: Log,
): Promise<void> {
  for (const { session } of leftovers) {
    try {
      await (await engine.get(session)).remove();
      log.info({ session }, 'left-over sandbox removed');
    } catch (error) {
      log.warn({ session, err: nameOf(error) }, 'left-over sandbox was not removed');
    }
  }
}
