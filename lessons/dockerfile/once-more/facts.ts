export const tag = 'poster:1';
export const page = '/www/index.html';

/** A Dockerfile by a here-document, as somebody types it who does not use an editor. */
export function write(...lines: string[]): string {
  return `cat > ~/poster/Dockerfile <<'EOF'\n${lines.join('\n')}\nEOF`;
}
