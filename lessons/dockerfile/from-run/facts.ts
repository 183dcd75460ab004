import { type DockerfileInstruction, readDockerfile } from '../../../sandbox/checks/dockerfile-facts.ts';
import type { HomeFile } from '../../../sandbox/checks/home-files.ts';

/** A Dockerfile by a here-document, as somebody types it who does not use an editor. */
export function write(...lines: string[]): string {
  return `cat > ~/tools/Dockerfile <<'EOF'\n${lines.join('\n')}\nEOF`;
}

export function instructionsOf(dockerfile: HomeFile, keyword: string): DockerfileInstruction[] {
  if (dockerfile.kind !== 'text') return [];
  return readDockerfile(dockerfile.text).instructions.filter((each) => each.keyword === keyword);
}

/** A RUN as it stands, short enough for a sentence. */
export function shown({ keyword, text }: DockerfileInstruction): string {
  return `${keyword} ${text}`;
}
