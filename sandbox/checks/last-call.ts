import type { TypedCommand } from './record.ts';
import { dockerCalls } from './typed-docker.ts';

/** What was typed last, for diagnoses of how it ended. */
export interface LastCall {
  /** What stands behind the verb. */
  args: string[];
  failed: boolean;
  /** The whole line. */
  text: string;
}

/** The last line, when it called `docker <verb>`. */
export function lastCall(typed: readonly TypedCommand[], verb: string): LastCall | undefined {
  const last = typed.at(-1);
  const call = dockerCalls(last?.text ?? '').findLast((each) => each.includes(verb));
  if (!last || !call) return undefined;
  const failed = last.exitCode !== undefined && last.exitCode !== 0;
  return { args: call.slice(call.indexOf(verb) + 1), failed, text: last.text.trim() };
}

/** Whether it says where to write, by an option or by the shell. */
export function hasTarget({ args, text }: LastCall): boolean {
  return args.some((arg) => /^(-o|--output)/.test(arg)) || /[>|]/.test(text);
}
