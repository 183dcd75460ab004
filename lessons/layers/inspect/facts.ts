import type { ContainerSummary, ImageSummary } from '../../../sandbox/checks/evidence.ts';
import type { TypedCommand } from '../../../sandbox/checks/record.ts';
import { dockerCalls, operands } from '../../../sandbox/checks/typed-docker.ts';

export const base = 'redis:7.0';

/** The container that the last line inspected, when it was nothing else: `docker inspect` looks for containers first. */
export function inspectedContainer(
  typed: readonly TypedCommand[],
  all: readonly ContainerSummary[],
  images: readonly ImageSummary[],
): string | undefined {
  const call = dockerCalls(typed.at(-1)?.text ?? '').findLast((words) => words.includes('inspect'));
  if (!call || call[0] === 'image' || call.some((word) => word.startsWith('--type'))) return undefined;
  const named = operands(call.slice(call.indexOf('inspect') + 1), ['-f', '--format']);
  const isContainer = (word: string) =>
    all.some(({ id, names }) => names.includes(word) || (word.length > 3 && id.startsWith(word)));
  const isImage = (word: string) => images.some(({ tags }) => tags.includes(word));
  const isAboutContainers = named.length > 0 && named.every((word) => isContainer(word) && !isImage(word));
  return isAboutContainers ? named[0] : undefined;
}
