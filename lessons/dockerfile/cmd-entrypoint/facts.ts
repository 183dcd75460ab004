/** A Dockerfile by a here-document, as somebody types it who does not use an editor. */
export function write(...lines: string[]): string {
  return `cat > ~/say/Dockerfile <<'EOF'\n${lines.join('\n')}\nEOF`;
}

/** What the shell form is made of: the words of `/bin/sh -c`, then one with the whole line. */
export function shellLine(program: readonly string[]): string | undefined {
  const [shell, option, line] = program;
  return shell === '/bin/sh' && option === '-c' ? line : undefined;
}

/** A list with single or curly quotes, which the builder takes for the shell form; other slips in a list are not told apart. */
export function brokenList(program: readonly string[]): string | undefined {
  const line = shellLine(program);
  const isList = line !== undefined && /^\s*\[.*\]\s*$/s.test(line);
  return isList && /['‘’“”]/.test(line.replace(/"[^"]*"/g, '')) ? line : undefined;
}

export function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((word, index) => b[index] === word);
}
