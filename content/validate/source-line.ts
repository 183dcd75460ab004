/**
 * The file and line that an issue's path (`['steps', 'first', 'hints', 1, 'en']`) is about, found by reading for its names
 * one after the other; undefined when the first is nowhere. Good enough to open the right place.
 */
export function findPlace(
  sources: ReadonlyMap<string, string>,
  path: readonly (string | number)[],
  folder: string,
): { file: string; line: number } | undefined {
  for (const [name, source] of sources) {
    const line = findLine(source, path);
    if (line !== undefined) return { file: `${folder}${name}`, line };
  }
  return undefined;
}

function findLine(source: string, path: readonly (string | number)[]): number | undefined {
  const lines = source.split('\n');
  let found: number | undefined;
  let from = 0;
  for (const pattern of patternsOf(path)) {
    const index = lines.findIndex((line, at) => at >= from && pattern.test(line));
    if (index === -1) break;
    found = index;
    from = index;
  }
  return found === undefined ? undefined : found + 1;
}

function patternsOf(path: readonly (string | number)[]): RegExp[] {
  return path.flatMap((key, index) => {
    if (typeof key === 'number') return [];
    if (index === 0 && key === 'steps' && path.length > 1) return [];
    const name = key.replaceAll(/[^\w-]/g, '.');
    if (index === 1 && path[0] === 'steps') return [new RegExp(`\\bid: ['"]${name}['"]`)];
    return [new RegExp(`(^|[\\s{,'"])${name}['"]?\\s*[:(,]`)];
  });
}
