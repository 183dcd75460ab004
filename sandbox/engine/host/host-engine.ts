import type Dockerode from 'dockerode';
import type { LocalizedText } from '../../contract/rich-text.ts';

/** A Docker Engine that can run sandboxes. */
export interface HostEngine {
  docker: Dockerode;
  /** Where it was found, for the log and the doctor. */
  origin: string;
  /** Ends what was started for it; an engine that was found is left alone. Harmless twice. */
  close(): Promise<void>;
}

/** What a strategy may know of the machine, passed in so that tests can pretend another one. */
export interface Surroundings {
  dockerHost: string | undefined;
  home: string;
  isRoot: boolean;
  platform: NodeJS.Platform;
  /** `ID` and `ID_LIKE` of /etc/os-release. */
  systems: readonly string[];
}

/** This machine can have no host engine: `reason` says what is missing and what to do. */
export class NoHostEngine extends Error {
  override readonly name = 'NoHostEngine';
  readonly reason: LocalizedText;
  constructor(reason: LocalizedText, options?: ErrorOptions) {
    super(reason.en.map((part) => part.text).join(''), options);
    this.reason = reason;
  }
}
