import * as z from 'zod/mini';
import { type Collector, CouldNotCollect } from './evidence.ts';
import { readScript } from './sandbox-script.ts';

/** A tar in the learner's home: what `docker save` or `docker export` wrote, or something else. */
export interface Archive {
  /** As the learner writes it: from the home, or whole. */
  path: string;
  sizeBytes: number;
  /** Of `manifest.json`; undefined when there is none, as in what `docker export` wrote. */
  images: ArchivedImage[] | undefined;
  /** Names in it, without `./` in front, the first hundreds. Empty: not a tar. */
  names: string[];
}

export interface ArchivedImage {
  /** `sha256:…`, as `docker inspect` says it. */
  id: string;
  /** Empty when it was saved by its id. */
  tags: string[];
  layers: number;
}

/** The newest files that are looked into. */
const maxFiles = 6;
const maxManifestBytes = 32 * 1024;
const maxNamesBytes = 32 * 1024;
const timeLimitSeconds = 8;

/**
 * `<path> NUL <size> NUL <manifest> NUL <names> NUL` for each file, and `end NUL` last. tar seeks over what it does not want, so a big archive
 * costs little, unless it is compressed. Read by root of the sandbox's user namespace: `sudo docker save` makes a file of root's.
 */
const look = `
find /home/learner /tmp -xdev -maxdepth 3 -type f -size +3k -printf '%T@ %s %p\\0' 2>/dev/null |
  sort -zrn | head -zn ${maxFiles} | while IFS=' ' read -r -d '' _ size path; do
  printf '%s\\0%s\\0' "$path" "$size"
  timeout 2 tar -xOf "$path" manifest.json 2>/dev/null | head -c ${maxManifestBytes} | tr -d '\\0'
  printf '\\0'
  timeout 2 tar -tf "$path" 2>/dev/null | head -c ${maxNamesBytes} | tr -d '\\0'
  printf '\\0'
done
printf 'end\\0'`;

/** Archives in the home and in `/tmp`, newest first. Other files are left out. */
export function archives(): Collector<Archive[]> {
  return {
    kind: 'archives',
    async collect({ sandbox, signal }) {
      const { stdout } = await readScript(
        sandbox,
        { argv: ['bash', '-c', look], as: 'engine-root' },
        { timeLimitSeconds, signal, maxBytes: maxFiles * (maxManifestBytes + maxNamesBytes + 8 * 1024) },
      );
      return parseArchives(stdout.toString('utf8'));
    },
  };
}

/** Another shape throws `CouldNotCollect('unreadable')`: the listing was cut off. */
export function parseArchives(list: string): Archive[] {
  const fields = list.split('\0');
  if (fields.pop() !== '' || fields.pop() !== 'end' || fields.length % 4 !== 0)
    throw new CouldNotCollect('timed-out', 'a list of archives was cut off');
  const found: Archive[] = [];
  for (let at = 0; at < fields.length; at += 4) {
    const [path = '', size = '', manifest = '', names = ''] = fields.slice(at, at + 4);
    const archive: Archive = {
      path: path.replace(/^\/home\/learner\//, ''),
      sizeBytes: Number(size),
      images: parseManifest(manifest),
      names: names
        .split('\n')
        .map((name) => name.replace(/^\.\//, ''))
        .filter((name) => name !== ''),
    };
    if (archive.names.length > 0) found.push(archive);
  }
  return found;
}

/** docker image save, `manifest.json`. The configuration's file is named by its digest, which is the image's id. */
const manifestMessage = z
  .array(
    z.object({
      Config: z.string().check(z.regex(/(^|\/)[0-9a-f]{64}(\.json)?$/)),
      RepoTags: z.nullish(z.array(z.string().check(z.maxLength(300))).check(z.maxLength(100))),
      Layers: z.array(z.unknown()).check(z.maxLength(1_000)),
    }),
  )
  .check(z.maxLength(100));

function parseManifest(text: string): ArchivedImage[] | undefined {
  const { data } = manifestMessage.safeParse(parsed(text));
  return data?.map(({ Config, RepoTags, Layers }) => ({
    id: `sha256:${/([0-9a-f]{64})(\.json)?$/.exec(Config)?.[1] ?? ''}`,
    tags: RepoTags ?? [],
    layers: Layers.length,
  }));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A container's whole file system, as `docker export` writes it: with this file in it. */
export function holdsFile({ images, names }: Archive, path: string): boolean {
  return images === undefined && names.includes(path);
}
