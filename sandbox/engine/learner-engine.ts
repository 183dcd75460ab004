/**
 * The learner engine's own API (Engine API v1.45), as far as checks and views need it. Every answer is parsed and
 * size-limited: somebody with root in the sandbox may have put anything there.
 * Absent things are `undefined`; an engine that does not answer throws `SandboxError('learner-engine-failed')`.
 */
export interface LearnerEngine extends AsyncDisposable {
  /** `GET /images/json`. Nameless parents too when `all`. */
  images(options?: { all?: boolean; signal?: AbortSignal }): Promise<ImageSummary[]>;
  /** `GET /images/{name}/json`. */
  image(reference: string, signal?: AbortSignal): Promise<ImageDetails | undefined>;
  /** `GET /images/{name}/history`, newest first. */
  history(reference: string, signal?: AbortSignal): Promise<HistoryRow[] | undefined>;
  /** `GET /containers/json?all=1`. */
  containers(signal?: AbortSignal): Promise<ContainerSummary[]>;
  /** `GET /containers/{id}/json`. */
  container(reference: string, signal?: AbortSignal): Promise<ContainerDetails | undefined>;
  /** `GET /containers/{id}/changes`: what its writable layer holds. */
  changes(container: string, signal?: AbortSignal): Promise<FileChange[] | undefined>;
  /** `GET /events`, from `sinceNano` on, until the signal aborts or the engine ends. */
  events(options: { sinceNano?: string; signal: AbortSignal }): AsyncIterable<EngineEvent>;
  /** `GET /version`. */
  version(signal?: AbortSignal): Promise<{ version: string; apiVersion: string }>;
}

export interface ImageSummary {
  id: string;
  parentId: string;
  tags: string[];
  sizeBytes: number;
  createdAt: string;
}

export interface ImageDetails {
  id: string;
  parentId: string;
  tags: string[];
  digests: string[];
  /** DiffIDs, base first. */
  layers: string[];
  /** overlay2's directory of the top layer, inside the sandbox. */
  topLayerDir: string | undefined;
  sizeBytes: number;
  createdAt: string;
  comment: string;
  /** Container it was committed from; empty when built. */
  container: string;
  config: ContainerConfig;
}

export interface ContainerConfig {
  cmd: string[];
  entrypoint: string[];
  env: string[];
  volumes: string[];
  exposedPorts: string[];
  labels: Record<string, string>;
  user: string;
  workingDir: string;
}

export interface HistoryRow {
  id: string;
  createdBy: string;
  sizeBytes: number;
  comment: string;
  tags: string[];
}

export interface ContainerSummary {
  id: string;
  names: string[];
  image: string;
  imageId: string;
  state: string;
  command: string;
  createdAt: string;
}

export interface ContainerDetails {
  id: string;
  name: string;
  image: string;
  imageId: string;
  running: boolean;
  exitCode: number;
  tty: boolean;
  /** Made with `--rm`: goes, with its writable layer, as soon as it has ended. */
  autoRemove: boolean;
  /** Its output went to whoever made it: `docker run` without `-d`. */
  attached: boolean;
  /** When its program ended last, also when it runs again since; undefined when it never did. */
  endedAt: string | undefined;
  config: ContainerConfig;
  mounts: { type: string; destination: string; name: string }[];
  /** Published while it runs: `8091/tcp` and the port of the engine's machine. One that is only exposed is in `config`. */
  ports: { container: string; host: number }[];
}

export interface FileChange {
  kind: 'changed' | 'added' | 'deleted';
  path: string;
}

/** One event of the learner engine (Engine API, "Monitor events"). */
export interface EngineEvent {
  type: string;
  action: string;
  /** Image or container id, volume name. `untag` carries the image id and not the tag. */
  id: string;
  attributes: Readonly<Record<string, string>>;
  /** Nanoseconds since the epoch by the learner engine's clock, as a decimal string. */
  timeNano: string;
}
