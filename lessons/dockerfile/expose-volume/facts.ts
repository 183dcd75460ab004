export const tag = 'board:1';
export const port = '8091/tcp';

/** The start state's Dockerfile with more lines at its end, by a here-document. */
export function append(...lines: string[]): string {
  return `cat >> ~/board/Dockerfile <<'EOF'\n${lines.join('\n')}\nEOF`;
}
