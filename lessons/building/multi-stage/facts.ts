import type { OwnFiles } from '../../../sandbox/checks/image-files.ts';

export const jdk = 'eclipse-temurin:17-jdk';
export const jre = 'eclipse-temurin:17-jre';
export const single = 'greet:jdk';
export const shipped = 'greet:1';

/** A file of that kind in any of the image's own layers. */
export function findFile(own: OwnFiles | undefined, ending: RegExp): string | undefined {
  return own?.layers.flat().find(({ kind, path }) => kind === 'file' && ending.test(path))?.path;
}
