import type { TypedCommand } from '../../../sandbox/checks/record.ts';
import { dockerCalls } from '../../../sandbox/checks/typed-docker.ts';

export const box = 'by-curl';

/** Requests by curl to a path of the Engine API, oldest first. */
export function requests(typed: readonly TypedCommand[], path: RegExp): TypedCommand[] {
  return typed.filter(({ text }) => /\bcurl\b/.test(text) && path.test(text));
}

/** A POST: said so, or with a body, which makes it one. */
export function isPost({ text }: TypedCommand): boolean {
  return /(-X|--request)[ =]*["']?POST/i.test(text) || hasBody({ text });
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

/** The client did it: a call of `docker` with one of these verbs, about the container. */
export function byClient(typed: readonly TypedCommand[], verbs: readonly string[]): boolean {
  return typed.some(
    ({ text, exitCode }) =>
      exitCode === 0 &&
      dockerCalls(text).some(
        (call) => verbs.includes(call[0] ?? '') && call.some((arg) => arg.includes(box)),
      ),
  );
}
