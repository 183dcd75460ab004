import { readDockerfile } from '../../../sandbox/checks/dockerfile-facts.ts';
import type { HomeFile } from '../../../sandbox/checks/home-files.ts';

export const base = 'busybox:1.35';

/** A Dockerfile by a here-document, as somebody types it who does not use an editor. */
export function write(...lines: string[]): string {
  return `cat > ~/greet/Dockerfile <<'EOF'\n${lines.join('\n')}\nEOF`;
}

type Rows = readonly { createdBy: string }[] | undefined;

/** ARG instructions of an image's history, with their defaults. Those above FROM leave no row. */
export function declared(rows: Rows): { name: string; fallback: string | undefined }[] {
  return (rows ?? []).flatMap(({ createdBy }) => {
    const [, name, fallback] = /^ARG (\w+)(?:=(.*))?$/.exec(createdBy) ?? [];
    return name === undefined ? [] : [{ name, fallback }];
  });
}

export interface RunRow {
  /** Build arguments that were in sight, as `NAME=value`, in one line. */
  given: string;
  command: string;
}

/** RUN instructions of an image's history, the newest first. BuildKit writes the values of ARG in front: `RUN |1 WHO=x …`. */
export function runs(rows: Rows): RunRow[] {
  return (rows ?? []).flatMap(({ createdBy }) => {
    const [, given = '', command] =
      /^RUN (?:\|\d+ (.*?) )?\/bin\/sh -c (.*?)(?: # buildkit)?$/s.exec(createdBy) ?? [];
    return command === undefined ? [] : [{ given, command }];
  });
}

/** The value of a build argument in a RUN row. A value with a blank in it ends where the next name begins. */
export function valueIn({ given }: RunRow, name: string): string | undefined {
  return new RegExp(`(?:^| )${name}=(.*?)(?= \\w+=|$)`, 's').exec(given)?.[1];
}

/** Names that ARG instructions declare above and below the first FROM. */
export function argsAround(dockerfile: HomeFile): { above: string[]; below: string[] } | undefined {
  if (dockerfile.kind !== 'text') return undefined;
  const { instructions } = readDockerfile(dockerfile.text);
  const from = instructions.findIndex(({ keyword }) => keyword === 'FROM');
  const names = (part: typeof instructions) =>
    part
      .filter(({ keyword }) => keyword === 'ARG')
      .flatMap(({ text }) => [...text.matchAll(/(?:^|\s)(\w+)(?==|\s|$)/g)].map(([, name = '']) => name));
  return {
    above: names(instructions.slice(0, Math.max(from, 0))),
    below: names(instructions.slice(Math.max(from, 0))),
  };
}
