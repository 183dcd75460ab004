import type { TypedCommand } from '../../../sandbox/checks/record.ts';
import { dockerCalls, operands } from '../../../sandbox/checks/typed-docker.ts';

export const origin = 'canteen:1';
/** In the container's writable layer, so in no image: what tells an export of it from anything else. */
export const menu = 'menu';

export interface Call {
  words: string[];
  failed: boolean;
  text: string;
}

/** The last line, when it called `docker <verb>`. */
export function lastCall(typed: readonly TypedCommand[], verb: string): Call | undefined {
  const last = typed.at(-1);
  const call = dockerCalls(last?.text ?? '').findLast((each) => each.includes(verb));
  if (!last || !call) return undefined;
  const words = operands(call.slice(call.indexOf(verb) + 1), [
    '-o',
    '--output',
    '-i',
    '--input',
    '-c',
    '--change',
    '-m',
  ]);
  return { words, failed: last.exitCode !== undefined && last.exitCode !== 0, text: last.text.trim() };
}

export function hasTarget({ text }: Call): boolean {
  return /(^|\s)(-o|--output)/.test(text) || /[>|]/.test(text);
}
