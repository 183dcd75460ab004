/**
 * Calls of `docker` in a typed line, as argument vectors without `docker` itself, in today's short spelling: `image rm` and
 * `image remove` are `rmi`, `container run` is `run`. Good enough to tell a diagnosis what somebody meant; a shell expands
 * much more. `$(…)` stays as it was typed.
 */
export function dockerCalls(line: string): string[][] {
  return simpleCommands(line)
    .map(withoutPrefix)
    .filter(([program]) => program === 'docker')
    .map(([, ...args]) => shortSpelling(args));
}

/** The arguments of a call that are no options. Options with a value of their own must be named. */
export function operands(args: readonly string[], valued: readonly string[] = []): string[] {
  const found: string[] = [];
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    if (!arg.startsWith('-')) found.push(arg);
    else if (valued.includes(arg)) index += 1;
  }
  return found;
}

/** Options of `docker run` and `create` that take the next word, as far as a beginner meets them. */
export const runOptionsWithValue = [
  ...['--name', '-e', '--env', '-v', '--volume', '-p', '--publish', '-w', '--workdir', '-u', '--user'],
  ...['-h', '--hostname', '--network', '--entrypoint'],
];

/** Quoted pieces, substitutions, ends of a command, escapes, blanks, and the rest. */
const piece =
  /'([^']*)'|"((?:[^"\\]|\\.)*)"|(\$\([^)]*\))|(&&|\|\||[;|&\n])|\\(.)|(\s+)|([^\s;|&'"\\$]+|.)/gs;

function simpleCommands(line: string): string[][] {
  const commands: string[][] = [];
  let words: string[] = [];
  let word: string | undefined;
  const endWord = () => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  for (const [, single, double, substitution, end, escaped, blank, plain] of line.matchAll(piece)) {
    if (end !== undefined || blank !== undefined) endWord();
    else word = (word ?? '') + (single ?? double ?? substitution ?? escaped ?? plain ?? '');
    if (end === undefined) continue;
    commands.push(words);
    words = [];
  }
  endWord();
  return [...commands, words].filter((each) => each.length > 0);
}

/** `sudo`, `command`, `time` and assignments in front of the program. */
function withoutPrefix(words: string[]): string[] {
  const begin = words.findIndex((word) => !/^(sudo|command|time|-\w+|[A-Za-z_]\w*=.*)$/s.test(word));
  return begin === -1 ? [] : words.slice(begin);
}

const spellings: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  image: { rm: 'rmi', remove: 'rmi', ls: 'images', list: 'images' },
  container: { remove: 'rm', ls: 'ps', list: 'ps' },
};
/** `image prune` and `system prune` say what they prune, `container run` is plainly `run`. */
const kept = new Set(['prune', 'inspect']);

function shortSpelling(args: string[]): string[] {
  const [group = '', verb = '', ...rest] = args;
  if (!Object.hasOwn(spellings, group) || kept.has(verb) || verb === '') return args;
  return [spellings[group]?.[verb] ?? verb, ...rest];
}
