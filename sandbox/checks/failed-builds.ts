import type { TypedCommand } from './record.ts';
import { failedBuild, type TypedBuild } from './typed-builds.ts';

/**
 * The build that was typed last, if it failed and its context was this folder in the home, with the Dockerfile that lies there; as
 * far as typed lines tell where the shell stood. For diagnoses of a Dockerfile that are true of no other one.
 */
export function failedBuildIn(folder: string, typed: readonly TypedCommand[]): TypedBuild | undefined {
  const failed = failedBuild(typed);
  const [context, ...more] = failed?.operands ?? [];
  if (context === undefined || more.length > 0 || failed?.file !== undefined) return undefined;
  const isFolder = (path: string) => path.replace(/\/+$/, '').split('/').at(-1) === folder;
  const isHere = /^\.\/*$/.test(context) && isFolder(lastFolder(typed) ?? '');
  return isHere || isFolder(context) ? failed : undefined;
}

/** Where the last `cd` led. */
function lastFolder(typed: readonly TypedCommand[]): string | undefined {
  const folders = typed.flatMap(({ text }) => [...text.matchAll(/(?:^|[;&|\n])\s*cd\s+([^\s;&|]+)/g)]);
  return folders.at(-1)?.[1];
}
