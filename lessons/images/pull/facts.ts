import type { Collector } from '../../../sandbox/checks/evidence.ts';
import type { TypedCommand } from '../../../sandbox/checks/record.ts';
import { dockerCalls, operands, runOptionsWithValue } from '../../../sandbox/checks/typed-docker.ts';

export const wanted = 'redis:7.0';

export interface ImageEvent {
  action: string;
  /** What was pulled, by its name; else the image's id. */
  id: string;
  name: string;
}

/**
 * What happened to images since the start. The digest that a pull leaves tells as much, so a gap makes this empty instead of
 * stopping the check.
 */
export function imageEvents(): Collector<ImageEvent[]> {
  return {
    kind: 'image-events',
    collect: async ({ events, eventsMissed }) =>
      eventsMissed
        ? []
        : events
            .filter(({ type }) => type === 'image')
            .map(({ action, id, attributes }) => ({ action, id, name: attributes.name ?? '' })),
  };
}

/** The image that the last line wanted from the registry, when it failed. */
export function refusedPull(typed: readonly TypedCommand[]): string | undefined {
  const last = typed.at(-1);
  if (!last?.exitCode) return undefined;
  const call = dockerCalls(last.text).findLast(([verb = '']) => ['pull', 'run', 'create'].includes(verb));
  return call && operands(call.slice(1), [...runOptionsWithValue, '--platform'])[0];
}

export interface ImageName {
  repository: string;
  tag: string | undefined;
}

/** A name as it was typed, without what Docker Hub's own names may begin with. */
export function nameParts(reference: string): ImageName {
  const short = reference.replace(/^(docker\.io\/)?(library\/)?/, '');
  const [, repository = short, tag] = /^(.*):([^:/]*)$/.exec(short) ?? [];
  return { repository, tag };
}
