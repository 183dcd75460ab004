import { type Log, nameOf } from '../checks/surroundings.ts';
import type { SessionId } from '../contract/ids.ts';
import { type Sandbox, type SandboxEngine, SandboxError } from '../engine/port.ts';

/** Starts or thaws it. Undefined when there is no sandbox of this session. */
export async function openExisting(
  engine: SandboxEngine,
  id: SessionId,
  signal: AbortSignal,
): Promise<Sandbox | undefined> {
  let sandbox: Sandbox;
  try {
    sandbox = await engine.get(id);
  } catch (error) {
    if (error instanceof SandboxError && error.code === 'not-found') return undefined;
    throw error;
  }
  await sandbox.start({ signal });
  return sandbox;
}

/** Removes it if it is there. Never throws: one that nobody knows any more is removed by the next server. */
export async function removeExisting(engine: SandboxEngine, id: SessionId, log: Log): Promise<void> {
  try {
    await (await engine.get(id)).remove();
  } catch (error) {
    if (error instanceof SandboxError && error.code === 'not-found') return;
    log.warn({ session: id, err: nameOf(error) }, 'old sandbox was not removed');
  }
}
