import type { HomeEntry, HomeFile } from '../../../sandbox/checks/home-files.ts';
import type { OwnFiles } from '../../../sandbox/checks/image-files.ts';

export const base = 'busybox:1.35';
/** The project's secrets, from the context's root. */
export const secrets = ['secret.env', 'config/secret.env', 'config/prod/secret.env'];
/** What an image needs to be of use. */
export const needed = ['settings.env', 'open.sh', 'config/berths.txt'];

const inImage = (path: string) => `/harbor/${path}`;

/** A file of the project that some layer of the image holds, also when a later one hides it. */
export function firstInside(own: OwnFiles | undefined, paths: readonly string[]): string | undefined {
  return paths.find((path) =>
    own?.layers.some((files) => files.some((each) => each.kind === 'file' && each.path === inImage(path))),
  );
}

/** A secret that a later layer of the image deletes. */
export function hiddenLater(own: OwnFiles | undefined): string | undefined {
  return secrets.find((path) =>
    own?.layers.some((files, at) => {
      const brings = files.some((each) => each.kind === 'file' && each.path === inImage(path));
      const after = own.layers.slice(at + 1).flat();
      return brings && after.some((each) => each.kind === 'deleted' && inImage(path).startsWith(each.path));
    }),
  );
}

/** What the image lacks of the files that it needs. */
export function firstMissing(own: OwnFiles | undefined, paths: readonly string[]): string | undefined {
  return paths.find((path) => firstInside(own, [path]) === undefined);
}

/** Patterns of a `.dockerignore`, without comments. */
export function patternsOf(file: HomeFile): string[] {
  if (file.kind !== 'text') return [];
  const lines = file.text.replace(/^\ufeff/, '').split(/\r?\n/);
  return lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
}

/** A pattern that names the secret by a path which does not count from the context's root. */
export function wrongRoot(patterns: readonly string[]): string | undefined {
  return patterns.find((pattern) => /^(~|\.\.\/|\/?home\/|\/?harbor\/|\.\/harbor\/)/.test(pattern));
}

/** A file that was meant to be `.dockerignore` and is called otherwise or lies deeper, from the home. */
export function misplaced(entries: readonly HomeEntry[] | undefined, home: HomeFile): string | undefined {
  if (home.kind === 'text') return '~/.dockerignore';
  const isMeant = ({ path, kind }: HomeEntry) =>
    kind === 'file' && path !== '.dockerignore' && /(^|\/)\.?docker-?ignores?(\.txt)?$/i.test(path);
  const found = entries?.find(isMeant);
  return found && `~/harbor/${found.path}`;
}

/** A secret that is gone from the project itself. */
export function deleted(entries: readonly HomeEntry[] | undefined): string | undefined {
  return entries && secrets.find((path) => !entries.some((each) => each.path === path));
}
