import type Dockerode from 'dockerode';
import { SandboxError } from '../port.ts';
import { openExec } from './exec-stream.ts';
import { awaitReadyCommand } from './learner-command.ts';

/** A sandbox needs one to two seconds; thirty of them starting at once on two cores need half a minute. */
const readyTimeoutMs = 90_000;

/** Resolves when the learner engine has answered; an engine that ends instead is an error with its last words. */
export async function awaitReady(container: Dockerode.Container, signal?: AbortSignal): Promise<void> {
  const limit = AbortSignal.timeout(readyTimeoutMs);
  const either = signal ? AbortSignal.any([signal, limit]) : limit;
  try {
    const exec = await openExec(container, { argv: awaitReadyCommand, signal: either });
    exec.stdin.end();
    exec.stdout.resume();
    exec.stderr.resume();
    if ((await exec.exitCode) === 0) return;
  } catch (error) {
    signal?.throwIfAborted();
    if (limit.aborted) {
      throw new SandboxError('timed-out', `no learner engine after ${readyTimeoutMs / 1000} s`, {
        cause: error,
      });
    }
    if ((await container.inspect()).State.Running) throw error;
  }
  throw new SandboxError('learner-engine-failed', `the learner engine ended: ${await lastWords(container)}`);
}

async function lastWords(container: Dockerode.Container): Promise<string> {
  const log = await container.logs({ stdout: true, stderr: true, tail: 20 });
  // Records of the stream format (eight bytes of header) among the text: only for people to read.
  return log
    .toString('latin1')
    .replace(/[^\x20-\x7e]+/g, ' ')
    .trim()
    .slice(-2_000);
}
