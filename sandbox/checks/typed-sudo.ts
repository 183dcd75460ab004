import { dockerCalls } from './typed-docker.ts';

/** `sudo` at the beginning of a command, or behind what may stand in front of it. */
const bySudo = /^\s*(?:\w+=\S*\s+|time\s+|command\s+)*sudo\s/;

/**
 * The calls of `docker` in a typed line that `sudo` makes, as `dockerCalls` has them; `sudo service docker start` is none. A quote
 * with `;` in it is cut there, which leaves the beginning of the call.
 */
export function sudoDockerCalls(line: string): string[][] {
  return line
    .split(/&&|\|\||[;|&\n]/)
    .filter((part) => bySudo.test(part))
    .flatMap(dockerCalls);
}
