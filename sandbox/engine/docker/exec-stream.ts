import { setTimeout as wait } from 'node:timers/promises';
import type Dockerode from 'dockerode';
import { type ExecStream, SandboxError } from '../port.ts';
import { translated } from './docker-errors.ts';
import { ExecDemultiplexer } from './exec-demultiplexer.ts';

/** The host's id that sandboxes run as: inner root. Never root on the host's side. */
export const sandboxUser = '700000:700000';

export interface OuterExec {
  argv: readonly string[];
  env?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
}

/** An exec stream that can be broken off without waiting for the program. */
export interface BreakableExec extends ExecStream {
  destroy(): void;
}

/** The engine notes the exit code a moment after the stream has ended. */
const exitCodePatienceMs = 5_000;
const exitCodePollMs = 20;

/** Runs a program in the sandbox's container, outside of the learner's world. */
export async function openExec(container: Dockerode.Container, request: OuterExec): Promise<BreakableExec> {
  return translated(async () => {
    const { signal } = request;
    signal?.throwIfAborted();
    const exec = await container.exec({
      Cmd: [...request.argv],
      Env: Object.entries(request.env ?? {}).map(([name, value]) => `${name}=${value}`),
      User: sandboxUser,
      AttachStdin: true,
      AttachStdout: true,
      AttachStderr: true,
    });
    const socket = await exec.start({ hijack: true, stdin: true });
    const abort = () => socket.destroy(abortError(signal));
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort, { once: true });
    const { stdout, stderr, ended } = new ExecDemultiplexer(socket);
    const exitCode = ended
      .then(() => {
        signal?.throwIfAborted();
        return exitCodeOf(exec);
      })
      .finally(() => signal?.removeEventListener('abort', abort));
    // A caller that broke it off need not look at how it ended.
    exitCode.catch(() => undefined);
    return { stdin: socket, stdout, stderr, exitCode, destroy: () => socket.destroy() };
  });
}

const abortError = (signal: AbortSignal | undefined) =>
  signal?.reason instanceof Error ? signal.reason : new Error('aborted');

function exitCodeOf(exec: Dockerode.Exec): Promise<number> {
  return translated(async () => {
    const deadline = Date.now() + exitCodePatienceMs;
    for (;;) {
      const { Running: running, ExitCode: code } = await exec.inspect();
      if (!running && code !== null) return code;
      if (Date.now() > deadline)
        throw new SandboxError('engine-unreachable', 'the connection to an exec was lost');
      await wait(exitCodePollMs);
    }
  });
}
