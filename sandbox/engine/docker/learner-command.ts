import type { ExecRequest } from '../port.ts';

const library = '/usr/local/lib/drydock';

/** Inside the learner's world, see `sandbox/image/layer/enter`. */
export function inWorld({ as, cwd, argv }: Pick<ExecRequest, 'as' | 'cwd' | 'argv'>): string[] {
  const home = as === 'learner' ? '/home/learner' : '/root';
  return [`${library}/enter`, as, cwd ?? home, ...argv];
}

/** The shell of a terminal behind its pty holder (`sandbox/image/base/holder.c`). */
export function terminalCommand(id: string, cols: number, rows: number): string[] {
  const shell = ['/bin/bash', '--rcfile', `${library}/bashrc`, '-i'];
  // Only the learner can reach this folder, so nobody else's program stands in for the holder.
  const socket = `/run/user/1000/terminal-${id}`;
  return inWorld({
    as: 'learner',
    argv: [`${library}/holder`, 'attach', socket, String(cols), String(rows), ...shell],
  });
}

/** From the container's own files: the learner engine's second socket, which `world` binds there. */
export const dialCommand = ['socat', '-t2', 'STDIO', 'UNIX-CONNECT:/run/drydock/engine/engine.sock'];

/** Resolves as soon as the learner engine has answered once. */
export const awaitReadyCommand = ['sh', '-c', 'until [ -f /run/drydock/engine/ready ]; do sleep 0.05; done'];

export const startCommand = [`${library}/start`];
