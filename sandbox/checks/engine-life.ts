import type { Sandbox } from '../engine/port.ts';
import { CouldNotCollect } from './evidence.ts';
import { runScript } from './sandbox-script.ts';

/** One look at the learner engine's process and clock. */
export interface EngineLife {
  /** Opaque: another one means that the engine was started again, and that its memory of events is gone. */
  id: string;
  /** The engine's clock now, nanoseconds since the epoch, decimal. */
  nowNano: string;
}

/** The engine writes its process id file once in its life. */
const look = 'stat --format=%Y.%i /run/docker.pid; cat /run/docker.pid; echo; date +%s%N';

/** Reads it inside the sandbox, whose clock is the learner engine's. Throws `CouldNotCollect('engine-stopped')`. */
export async function lookAtEngine(sandbox: Sandbox, signal: AbortSignal): Promise<EngineLife> {
  const { stdout } = await runScript(
    sandbox,
    { argv: ['sh', '-c', look], as: 'engine-root' },
    { timeLimitSeconds: 10, signal },
  );
  const [, file, pid, nowNano] = /^(\d+\.\d+)\n(\d+)\n+(\d{16,20})\n$/.exec(stdout) ?? [];
  if (!file || !pid || !nowNano)
    throw new CouldNotCollect('engine-stopped', 'the learner engine has no process id');
  return { id: `${file}.${pid}`, nowNano };
}
