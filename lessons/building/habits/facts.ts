import { type BuildRow, isInstruction, rowsOnTop } from '../../../sandbox/checks/build-record.ts';
import { type DockerfileInstruction, readDockerfile } from '../../../sandbox/checks/dockerfile-facts.ts';
import type { HomeFile } from '../../../sandbox/checks/home-files.ts';
import type { OwnFiles } from '../../../sandbox/checks/image-files.ts';

export const base = 'debian:bookworm-slim';
export const packages = ['bc', 'less', 'tree'];

/** A package whose program no own layer has. */
export function firstMissing(own: OwnFiles): string | undefined {
  const paths = new Set(own.layers.flat().map(({ path }) => path));
  return packages.find((name) => !paths.has(`/usr/bin/${name}`) && !paths.has(`/bin/${name}`));
}

/** A package list that a layer carries along. */
export function packageList(own: OwnFiles): string | undefined {
  return own.layers
    .flat()
    .find(
      ({ kind, path }) =>
        kind === 'file' && /^\/var\/lib\/apt\/lists\/[^/]*(_Packages|_InRelease|_Release)/.test(path),
    )?.path;
}

/** Own rows that called apt. */
export function aptRows(baseRows: readonly BuildRow[], rows: readonly BuildRow[]): BuildRow[] {
  return rowsOnTop(baseRows, rows).filter(
    (row) => isInstruction(row, 'RUN') && /\bapt(-get)?\b/.test(row.createdBy),
  );
}

export function aptRuns(file: HomeFile): DockerfileInstruction[] {
  if (file.kind !== 'text') return [];
  const { instructions } = readDockerfile(file.text);
  return instructions.filter(({ keyword, text }) => keyword === 'RUN' && /\bapt(-get)?\b/.test(text));
}

/** Why apt's command line is no good when the build has failed: `update` got words, or nobody said yes. */
export function aptSlip(file: HomeFile): { slip: 'no-and' | 'no-yes'; command: string } | undefined {
  const shell = aptRuns(file).map(({ text }) => text.replace(/\\\s*\n/g, ' '));
  const commands = shell
    .flatMap((each) => each.split(/&&|;|\n/))
    .map((each) => each.replace(/\s+/g, ' ').trim());
  const joined = commands.find(
    (each) => /\bupdate (apt|rm|bc|less|tree)/.test(each) || /\binstall\b.* rm /.test(each),
  );
  if (joined !== undefined) return { slip: 'no-and', command: joined };
  const asking = commands.find(
    (each) =>
      /\bapt(-get)?\b.*\binstall\b/.test(each) && !/ (-\w*y\w*|--yes|--assume-yes|-qq)( |$)/.test(each),
  );
  return asking === undefined ? undefined : { slip: 'no-yes', command: asking };
}

/** Lines of the Dockerfile that name packages, as they stand: `undefined` when one has several, or they are not sorted. */
export function sortedLines(file: HomeFile): boolean {
  if (file.kind !== 'text') return false;
  const lines = file.text
    .replace(/\r/g, '')
    .split('\n')
    .filter((line) => !/^\s*#/.test(line));
  const at = packages.map((name) =>
    lines.flatMap((line, index) => (wordsOf(line).includes(name) ? [index] : [])),
  );
  const places = at.map((found) => found[0]);
  if (at.some((found) => found.length !== 1)) return false;
  return places.every((place, index) => index === 0 || (place ?? 0) > (places[index - 1] ?? 0));
}

/** `bc=1.07-1` is the package bc too. */
const wordsOf = (line: string) => line.split(/[\s;&|\\]+/).map((word) => word.replace(/=.*$/, ''));
