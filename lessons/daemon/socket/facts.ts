import type { TypedCommand } from '../../../sandbox/checks/record.ts';
import { dockerCalls } from '../../../sandbox/checks/typed-docker.ts';
import { hasEndedSince } from '../../../sandbox/checks/typed-since.ts';

export const box = 'by-curl';

/** Requests by curl to a path of the Engine API, oldest first. */
export function requests(typed: readonly TypedCommand[], path: RegExp): TypedCommand[] {
  return typed.filter(({ text }) => /\bcurl\b/.test(text) && path.test(text));
}

/** The method that curl sends: the one that is named, else what its other options make of it. */
export function methodOf({ text }: Pick<TypedCommand, 'text'>): string {
  const [, named] = /(?:^|\s)(?:-\w*X|--request)[ =]*["']?([A-Za-z]+)/.exec(text) ?? [];
  if (named !== undefined) return named.toUpperCase();
  if (/\s(-\w*I|--head)(\s|$)/.test(text)) return 'HEAD';
  return hasBody({ text }) ? 'POST' : 'GET';
}

/** The paths of this lesson have nothing for these: the engine answers `page not found`. A DELETE is answered otherwise. */
export function isUnknown(method: string): boolean {
  return method === 'GET' || method === 'PUT';
}

export function hasBody({ text }: Pick<TypedCommand, 'text'>): boolean {
  return /(^|\s)(-\w*d\b|-d\S|--data\S*|--json)/.test(text);
}

export function saysJson({ text }: TypedCommand): boolean {
  return /--json\b/.test(text) || /application\/json/i.test(text);
}

export function usesSocket({ text }: TypedCommand): boolean {
  return /--(abstract-)?unix-socket\b/.test(text);
}

/** How curl ends when it was answered, with `-f` also when the answer was an error. */
const answered = [0, 22];

const wasAnswered = (line: TypedCommand) => usesSocket(line) && answered.includes(line.exitCode ?? -1);

/** A single request that came through the socket. Of several in one line nobody can say which one failed. */
export function reachedEngine(line: TypedCommand): boolean {
  return wasAnswered(line) && !/&&|\|\||;|\n/.test(line.text);
}

/** Somebody other than `docker` did it, `at` that time: by a request that may well have worked, or by whatever has ended since. */
export function doneWithoutClient(
  typed: readonly TypedCommand[],
  path: RegExp,
  { needsBody, at }: { needsBody: boolean; at: string | undefined },
): boolean {
  const isLikely = (line: TypedCommand) =>
    wasAnswered(line) && methodOf(line) === 'POST' && (!needsBody || (hasBody(line) && saysJson(line)));
  return requests(typed, path).some(isLikely) || hasEndedSince(typed, at);
}

/** The lines in which `docker` did this to the container, with success. */
function clientsLines(typed: readonly TypedCommand[], verbs: readonly string[]): boolean[] {
  return typed.map(
    ({ text, exitCode }) =>
      exitCode === 0 &&
      dockerCalls(text).some(
        ([verb = '', ...args]) =>
          verbs.includes(verb) && !args.includes('--rm') && args.some((arg) => arg.includes(box)),
      ),
  );
}

/** Takes containers away, by the client or by a request. */
function removes({ text }: TypedCommand): boolean {
  const isClients = dockerCalls(text).some(([verb = '', second]) => verb === 'rm' || second === 'prune');
  return isClients || (/\bcurl\b/.test(text) && methodOf({ text }) === 'DELETE');
}

/** The container that is there was made by `docker`: while it is there, a request by curl to make it is refused. */
export function madeByClient(typed: readonly TypedCommand[]): boolean {
  const made = clientsLines(typed, ['create', 'run']).lastIndexOf(true);
  return made !== -1 && !typed.slice(made + 1).some(removes);
}

/** `docker` was the last to start the container. */
export function startedByClient(typed: readonly TypedCommand[], path: RegExp): boolean {
  const started = clientsLines(typed, ['start', 'restart', 'run']).lastIndexOf(true);
  const asked = typed.findLastIndex(
    (line) => requests([line], path).length > 0 && wasAnswered(line) && methodOf(line) === 'POST',
  );
  return started > asked;
}
