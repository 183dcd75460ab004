import type { Duplex } from 'node:stream';
import type Dockerode from 'dockerode';
import type { SessionId } from '../../contract/ids.ts';
import {
  type ExecRequest,
  type ExecStream,
  type Sandbox,
  SandboxError,
  type SandboxState,
  type TerminalSize,
  type TerminalStream,
} from '../port.ts';
import { isConflict, translated, unlessGone } from './docker-errors.ts';
import { openExec } from './exec-stream.ts';
import { LazyExec } from './lazy-exec.ts';
import { dialCommand, inWorld } from './learner-command.ts';
import { awaitReady } from './readiness.ts';
import { openTerminal } from './terminal-stream.ts';

/** dockerd inside gives containers two seconds (`world`), then ends in less than one; the rest is for a busy machine. */
const stopTimeoutSeconds = 10;

/** Tells the watcher which changes were asked for here. */
export interface Expectations {
  expect(session: SessionId): Disposable;
}

export class DockerSandbox implements Sandbox {
  readonly session: SessionId;
  readonly #docker: Dockerode;
  readonly #name: string;
  readonly #container: Dockerode.Container;
  readonly #expectations: Expectations;

  constructor(docker: Dockerode, session: SessionId, name: string, expectations: Expectations) {
    this.session = session;
    this.#docker = docker;
    this.#name = name;
    this.#container = docker.getContainer(name);
    this.#expectations = expectations;
  }

  async start({ signal }: { signal?: AbortSignal } = {}): Promise<void> {
    await translated(async () => {
      const { State: state } = await this.#container.inspect();
      if (state.Paused) await this.#container.unpause();
      // Harmless when it runs (304, which dockerode passes on as done).
      else if (!state.Running) await this.#container.start();
      await awaitReady(this.#container, signal);
    });
  }

  async freeze(): Promise<void> {
    await translated(async () => {
      await this.#container.pause().catch((error: unknown) => {
        // Frozen already.
        if (!isConflict(error)) throw error;
      });
      if ((await this.state()) !== 'frozen')
        throw new SandboxError('unknown', 'the sandbox could not be frozen');
    });
  }

  async stop(): Promise<void> {
    using _ = this.#expectations.expect(this.session);
    await translated(async () => {
      // A frozen process cannot end in good order.
      if ((await this.state()) === 'frozen') await this.#container.unpause();
      await this.#container.stop({ t: stopTimeoutSeconds });
    });
  }

  async remove(): Promise<void> {
    using _ = this.#expectations.expect(this.session);
    await translated(async () => {
      await unlessGone(() => this.#container.remove({ force: true, v: true }));
      await unlessGone(() => this.#docker.getVolume(this.#name).remove());
    });
  }

  async state(): Promise<SandboxState> {
    return translated(async () => stateOf((await this.#container.inspect()).State.Status));
  }

  exec(request: ExecRequest): Promise<ExecStream> {
    const { env, signal } = request;
    return openExec(this.#container, { argv: inWorld(request), env, signal });
  }

  dialLearnerEngine(): Duplex {
    return new LazyExec(() => openExec(this.#container, { argv: dialCommand }));
  }

  attachTerminal(id: string, options: TerminalSize & { nonce: string }): Promise<TerminalStream> {
    return openTerminal(this.#container, id, options);
  }
}

/** From the engine's word for a container's state. */
export function stateOf(status: string): SandboxState {
  if (status === 'running') return 'running';
  if (status === 'paused') return 'frozen';
  if (status === 'exited') return 'stopped';
  // created (its making broke off), dead, removing, restarting
  return 'broken';
}
