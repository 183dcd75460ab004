import type { Sandbox } from '../engine/port.ts';
import type { Commands } from './lesson.ts';
import { runScript, wasCutShort } from './sandbox-script.ts';
import { StartStateError } from './start-state-error.ts';

/** The slowest start state commits three images; ten times that on a busy machine. */
const timeLimitSeconds = 120;

/** The lesson on a broken daemon may have been left with the engine stopped, its socket closed, or another one started by hand. */
const mendEngine =
  "[ -w /run/docker.sock ] && pgrep -f '^dockerd --rootless' >/dev/null || sudo -n service docker restart >/dev/null";

/**
 * One shell for all commands, so that `cd` and variables last; it stops at the first that fails and says which. Its
 * numbers go to stderr behind a word of ours, last.
 */
const script = `
number=0
for command do
  number=$((number + 1))
  eval "$command" </dev/null || { code=$?; echo "drydock-failed $number $code" >&2; exit 1; }
done`;

/**
 * Makes a lesson's start state as the learner, in a login shell in the learner's home. `files`: where the lesson's own files
 * lie in the sandbox, for the commands to find as `$FILES`. Throws `StartStateError`.
 */
export async function setStartState(
  sandbox: Sandbox,
  commands: Commands,
  signal: AbortSignal,
  files?: string,
): Promise<void> {
  if (commands.length === 0) return;
  const result = await runScript(
    sandbox,
    // A login shell makes the learner's own environment; -c's first argument is its name in messages.
    {
      argv: ['bash', '--login', '-c', `cd || exit\n${mendEngine}${script}`, 'start-state', ...commands],
      as: 'learner',
      ...(files !== undefined && { env: { FILES: files } }),
    },
    { timeLimitSeconds, signal },
  );
  if (result.exitCode !== 0) throw toError(result, commands);
}

function toError(
  result: { exitCode: number; stdout: string; stderr: string },
  commands: Commands,
): StartStateError {
  const output = `${result.stdout}${result.stderr}`;
  const [, number, code] = /drydock-failed (\d+) (\d+)\n$/.exec(result.stderr) ?? [];
  if (number === undefined) {
    return new StartStateError(
      wasCutShort(result.exitCode)
        ? `not done after ${timeLimitSeconds} s`
        : `shell ended with ${result.exitCode}`,
      output,
    );
  }
  const command = commands[Number(number) - 1] ?? '';
  return new StartStateError(`command ${number} ended with ${code}: ${command}`, output);
}
