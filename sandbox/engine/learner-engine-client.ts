import * as z from 'zod/mini';
import type {
  ContainerConfig,
  ContainerDetails,
  EngineEvent,
  FileChange,
  ImageDetails,
  LearnerEngine,
} from './learner-engine.ts';
import { readEvents } from './learner-engine-events.ts';
import { LearnerEngineHttp } from './learner-engine-http.ts';
import {
  type ConfigMessage,
  changesMessage,
  containerListMessage,
  containerMessage,
  historyMessage,
  imageListMessage,
  imageMessage,
  versionMessage,
} from './learner-engine-messages.ts';
import { type Sandbox, SandboxError } from './port.ts';

/** Asks the learner engine of a sandbox. Costs nothing until the first question; end it when the session ends. */
export function openLearnerEngine(sandbox: Sandbox): LearnerEngine {
  return new LearnerEngineClient(new LearnerEngineHttp(sandbox));
}

class LearnerEngineClient implements LearnerEngine {
  readonly #http: LearnerEngineHttp;

  constructor(http: LearnerEngineHttp) {
    this.#http = http;
  }

  async images({ all = false, signal }: { all?: boolean; signal?: AbortSignal } = {}) {
    const images = await this.#get(`/images/json?all=${all ? 1 : 0}`, imageListMessage, signal);
    return images.map((each) => ({
      id: each.Id,
      parentId: each.ParentId,
      tags: each.RepoTags,
      sizeBytes: each.Size,
      createdAt: fromSeconds(each.Created),
    }));
  }

  async image(reference: string, signal?: AbortSignal): Promise<ImageDetails | undefined> {
    const found = await this.#find(`/images/${inPath(reference)}/json`, imageMessage, signal);
    return (
      found && {
        id: found.Id,
        parentId: found.Parent,
        tags: found.RepoTags,
        digests: found.RepoDigests,
        layers: found.RootFS.Layers,
        topLayerDir: found.GraphDriver.Data?.UpperDir,
        sizeBytes: found.Size,
        createdAt: found.Created,
        comment: found.Comment,
        container: found.Container,
        config: toConfig(found.Config),
      }
    );
  }

  async history(reference: string, signal?: AbortSignal) {
    const rows = await this.#find(`/images/${inPath(reference)}/history`, historyMessage, signal);
    return rows?.map((row) => ({
      id: row.Id,
      createdBy: row.CreatedBy,
      sizeBytes: row.Size,
      comment: row.Comment,
      tags: row.Tags,
    }));
  }

  async containers(signal?: AbortSignal) {
    const containers = await this.#get('/containers/json?all=1', containerListMessage, signal);
    return containers.map((each) => ({
      id: each.Id,
      names: each.Names.map(withoutSlash),
      image: each.Image,
      imageId: each.ImageID,
      state: each.State,
      command: each.Command,
      createdAt: fromSeconds(each.Created),
    }));
  }

  async container(reference: string, signal?: AbortSignal): Promise<ContainerDetails | undefined> {
    const found = await this.#find(`/containers/${inPath(reference)}/json`, containerMessage, signal);
    return (
      found && {
        id: found.Id,
        name: withoutSlash(found.Name),
        image: found.Config.Image,
        imageId: found.Image,
        running: found.State.Running,
        exitCode: found.State.ExitCode,
        tty: found.Config.Tty,
        autoRemove: found.HostConfig.AutoRemove,
        attached: found.Config.AttachStdout,
        endedAt: neverInGo(found.State.FinishedAt) ? undefined : found.State.FinishedAt,
        config: toConfig(found.Config),
        mounts: found.Mounts.map((mount) => ({
          type: mount.Type,
          destination: mount.Destination,
          name: mount.Name,
        })),
        ports: toPorts(found.NetworkSettings.Ports ?? {}),
      }
    );
  }

  async changes(container: string, signal?: AbortSignal): Promise<FileChange[] | undefined> {
    const answer = await this.#http.json(`/containers/${inPath(container)}/changes`, signal);
    if (answer === undefined) return undefined;
    // A container without changes is answered with null.
    return (parse(changesMessage, answer) ?? []).map(({ Kind: kind, Path: path }) => ({
      kind: changeKinds[kind] ?? 'changed',
      path,
    }));
  }

  async *events({
    sinceNano,
    signal,
  }: {
    sinceNano?: string;
    signal: AbortSignal;
  }): AsyncGenerator<EngineEvent> {
    const stream = await this.#http.stream(
      `/events${sinceNano ? `?since=${toSeconds(sinceNano)}` : ''}`,
      signal,
    );
    try {
      yield* readEvents(stream);
    } catch (error) {
      // The signal ends the stream, which is what it is for.
      if (signal.aborted) return;
      throw error instanceof SandboxError
        ? error
        : new SandboxError('learner-engine-failed', 'the events broke off', { cause: error });
    } finally {
      stream.destroy();
    }
  }

  async version(signal?: AbortSignal) {
    const { Version: version, ApiVersion: apiVersion } = await this.#get('/version', versionMessage, signal);
    return { version, apiVersion };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#http.end();
  }

  async #find<T extends z.ZodMiniType>(
    path: string,
    message: T,
    signal?: AbortSignal,
  ): Promise<z.output<T> | undefined> {
    const answer = await this.#http.json(path, signal);
    return answer === undefined ? undefined : parse(message, answer);
  }

  async #get<T extends z.ZodMiniType>(path: string, message: T, signal?: AbortSignal): Promise<z.output<T>> {
    const found = await this.#find(path, message, signal);
    if (found === undefined) throw new SandboxError('learner-engine-failed', `nothing at ${path}`);
    return found;
  }
}

/** Engine API, "Get changes on a container's filesystem". */
const changeKinds: readonly FileChange['kind'][] = ['changed', 'added', 'deleted'];

function parse<T extends z.ZodMiniType>(message: T, answer: unknown): z.output<T> {
  const result = z.safeParse(message, answer);
  if (result.success) return result.data;
  const where = result.error.issues.map((issue) => issue.path.join('.')).join(', ');
  throw new SandboxError('learner-engine-failed', `an answer of another shape at ${where}`, {
    cause: result.error,
  });
}

/** IPv4 and IPv6 are published side by side: each pair once. */
function toPorts(
  ports: Record<string, { HostPort: string }[] | null | undefined>,
): ContainerDetails['ports'] {
  return Object.entries(ports).flatMap(([container, bindings]) =>
    [...new Set((bindings ?? []).map(({ HostPort }) => Number(HostPort)))]
      .filter((host) => Number.isInteger(host) && host > 0 && host < 65_536)
      .map((host) => ({ container, host })),
  );
}

function toConfig(config: ConfigMessage): ContainerConfig {
  return {
    cmd: config.Cmd,
    entrypoint: config.Entrypoint,
    env: config.Env,
    volumes: config.Volumes,
    exposedPorts: config.ExposedPorts,
    labels: config.Labels,
    user: config.User,
    workingDir: config.WorkingDir,
  };
}

/** A name may hold slashes and colons; `..` would leave the path. */
const inPath = (reference: string) =>
  reference.split('/').map(encodeURIComponent).join('/').replaceAll('..', '%2E%2E');
/** Go's zero time. */
const neverInGo = (time: string) => time === '' || time.startsWith('0001-01-01T');
const withoutSlash = (name: string) => name.replace(/^\//, '');
const fromSeconds = (seconds: number) => new Date(seconds * 1000).toISOString();
/** `since` takes seconds with nine decimals. */
const toSeconds = (nano: string) => `${nano.slice(0, -9) || '0'}.${nano.slice(-9).padStart(9, '0')}`;
