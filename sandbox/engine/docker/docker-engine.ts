import type Dockerode from 'dockerode';
import type { SessionId } from '../../contract/ids.ts';
import { ofInstance, releaseOf, sandboxLabels, sandboxName, sessionOf } from '../labels.ts';
import type { Sandbox, SandboxEngine, SandboxEvent, SandboxSummary } from '../port.ts';
import { translated } from './docker-errors.ts';
import { DockerSandbox, stateOf } from './docker-sandbox.ts';
import { EventWatch } from './event-watch.ts';
import { containerOptions, defaultLimits, type SandboxLimits } from './sandbox-spec.ts';

export interface DockerEngineOptions {
  docker: Dockerode;
  instance: string;
  /** What new sandboxes are made of. */
  imageId: string;
  goldenVolume: string;
  /** Sockets of the course services. */
  servicesVolume?: string;
  release: string;
  seccomp: string;
  limits?: SandboxLimits;
}

/** The port's adapter for one Docker Engine. */
export class DockerEngine implements SandboxEngine {
  readonly #options: DockerEngineOptions;
  readonly #watch: EventWatch;

  constructor(options: DockerEngineOptions) {
    this.#options = options;
    this.#watch = new EventWatch(options.docker, options.instance);
  }

  async create(session: SessionId, { signal }: { signal?: AbortSignal } = {}): Promise<Sandbox> {
    const { docker, instance, release } = this.#options;
    const name = sandboxName(instance, session);
    const labels = sandboxLabels(instance, session, release);
    const sandbox = this.#handle(session);
    return translated(async () => {
      signal?.throwIfAborted();
      // Fails when there is a sandbox of this session: only what was made here is cleaned up below.
      const container = await docker.createContainer(
        containerOptions({
          name,
          labels,
          dataVolume: name,
          goldenVolume: this.#options.goldenVolume,
          servicesVolume: this.#options.servicesVolume,
          imageId: this.#options.imageId,
          seccomp: this.#options.seccomp,
          limits: this.#options.limits ?? defaultLimits,
        }),
      );
      try {
        signal?.throwIfAborted();
        await container.start();
        await sandbox.start({ signal });
        return sandbox;
      } catch (error) {
        await sandbox.remove();
        throw error;
      }
    });
  }

  async list(): Promise<SandboxSummary[]> {
    const { docker, instance } = this.#options;
    const containers = await translated(() =>
      docker.listContainers({ all: true, filters: ofInstance(instance, 'sandbox') }),
    );
    return containers.flatMap((each) => {
      const session = sessionOf(each.Labels);
      if (session === undefined) return [];
      const createdAt = new Date(each.Created * 1000).toISOString();
      return [{ session, state: stateOf(each.State), createdAt, release: releaseOf(each.Labels) }];
    });
  }

  async get(session: SessionId): Promise<Sandbox> {
    const sandbox = this.#handle(session);
    await sandbox.state();
    return sandbox;
  }

  watch(signal: AbortSignal): AsyncIterable<SandboxEvent> {
    return this.#watch.events(signal);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#watch.end();
  }

  #handle(session: SessionId): DockerSandbox {
    const { docker, instance } = this.#options;
    return new DockerSandbox(docker, session, sandboxName(instance, session), this.#watch);
  }
}
