import { backoffMs } from './backoff.ts';

/** Loads a module, trying again while the server is away. Resolves to undefined when `signal` was aborted meanwhile. */
export async function lastingImport<Module>(
  load: () => Promise<Module>,
  signal: AbortSignal,
): Promise<Module | undefined> {
  for (let attempt = 0; !signal.aborted; attempt++) {
    try {
      const module = await load();
      return signal.aborted ? undefined : module;
    } catch {
      // The same for whatever reason: the connection's own line already says that the server is away.
      await new Promise((resolve) => setTimeout(resolve, backoffMs(attempt)));
    }
  }
  return undefined;
}
