import type { TypedCommand } from '../../../sandbox/checks/record.ts';
import { dockerCalls, operands } from '../../../sandbox/checks/typed-docker.ts';

export const local = 'notes:1.0';
export const remote = 'localhost:5001/notes:1.0';

export interface Call {
  args: string[];
  failed: boolean;
  text: string;
}

/** The last line, when it called `docker <verb>`. */
export function lastCall(typed: readonly TypedCommand[], verb: string): Call | undefined {
  const last = typed.at(-1);
  const call = dockerCalls(last?.text ?? '').findLast((each) => each.includes(verb));
  if (!last || !call) return undefined;
  const failed = last.exitCode !== undefined && last.exitCode !== 0;
  return { args: call.slice(call.indexOf(verb) + 1), failed, text: last.text.trim() };
}

export const words = ({ args }: Call): string[] => operands(args);
