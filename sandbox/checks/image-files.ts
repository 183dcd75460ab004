import type { Sandbox } from '../engine/port.ts';
import { type Collector, CouldNotCollect } from './evidence.ts';
import { type LayerFile, listLayers } from './layer-files.ts';
import { readScript } from './sandbox-script.ts';

const timeLimitSeconds = 5;
/** More than an image of a lesson has; what lies deeper is its base's. */
const maxLayers = 24;
/** A line or two: longer files are cut. */
const maxTextBytes = 2_048;

/** What an image has on top of its base. */
export interface OwnFiles {
  /** Its own layers, the lowest first, each with all it holds. */
  layers: LayerFile[][];
  /** Small files as a container would see them, by the paths that were asked for; undefined: no such file. */
  texts: Readonly<Record<string, string | undefined>>;
}

/**
 * Prints the folders of an image's own layers, the topmost first, then an empty field, then each file's text behind a `+`, or
 * nothing. A NUL ends each field. `$1`: folder of the top layer, `$2`: number of layers, `$3`: bytes of a text, then paths.
 */
const look = `
cd /var/lib/docker/overlay2 || exit
top=$1 left=$2 most=$3
shift 3
folders=
while [ "$left" -gt 0 ]; do
  folders="$folders $top"
  printf '%s\\0' "$top"
  left=$((left - 1))
  [ -n "$lower" ] || lower=$(head -c 65536 "$top/../lower" 2>/dev/null)
  link=\${lower%%:*}
  case $lower in *:*) lower=\${lower#*:} ;; *) lower=none ;; esac
  target=$(readlink "$link") || break
  top=/var/lib/docker/overlay2/\${target#../}
done
printf '\\0'
for path; do
  for folder in $folders; do
    [ -e "$folder$path" ] || [ -L "$folder$path" ] || continue
    if [ -f "$folder$path" ] && [ ! -L "$folder$path" ]; then
      printf +
      head -c "$most" "$folder$path" | tr -d '\\0'
    fi
    break
  done
  printf '\\0'
done`;

/**
 * What `reference` holds on top of `base`: every own layer's list of files and the text of some small ones. Undefined when one
 * of both images is not there or `reference` does not stand on `base`.
 */
export function ownFiles(
  reference: string,
  base: string,
  paths: readonly string[] = [],
): Collector<OwnFiles | undefined> {
  return {
    kind: 'own-files',
    async collect({ engine, sandbox, signal }) {
      const [made, below] = await Promise.all([engine.image(reference, signal), engine.image(base, signal)]);
      if (!made || !below) return undefined;
      const count = made.layers.length - below.layers.length;
      if (!below.layers.every((layer, index) => made.layers[index] === layer)) return undefined;
      if (count === 0 || !made.topLayerDir) return { layers: [], texts: {} };
      if (count > maxLayers)
        throw new CouldNotCollect('too-big', `${reference} has ${count} layers of its own`);
      return readOwnFiles(sandbox, made.topLayerDir, { count, paths, signal });
    },
  };
}

async function readOwnFiles(
  sandbox: Sandbox,
  topLayerDir: string,
  { count, paths, signal }: { count: number; paths: readonly string[]; signal: AbortSignal },
): Promise<OwnFiles> {
  const { stdout } = await readScript(
    sandbox,
    {
      argv: ['sh', '-c', look, 'look', topLayerDir, String(count), String(maxTextBytes), ...paths],
      as: 'engine-root',
    },
    { timeLimitSeconds, signal, maxBytes: 64 * 1024 + paths.length * maxTextBytes },
  );
  const { folders, texts } = parseLook(stdout.toString('utf8'), paths);
  if (folders.length !== count)
    throw new CouldNotCollect('unreadable', 'the layers of an image could not be followed');
  const lists = await listLayers(sandbox, folders, signal);
  return { layers: folders.reverse().map((folder) => lists.get(folder) ?? []), texts };
}

/** Fields of `look`. Another shape throws `CouldNotCollect('unreadable')`. */
export function parseLook(
  printed: string,
  paths: readonly string[],
): { folders: string[]; texts: Record<string, string | undefined> } {
  const fields = printed.split('\0');
  const end = fields.indexOf('');
  if (end === -1 || fields.length !== end + paths.length + 2)
    throw new CouldNotCollect('unreadable', 'the list of an image’s layers was cut off');
  const texts = paths.map((path, index) => {
    const field = fields[end + 1 + index] ?? '';
    return [path, field.startsWith('+') ? field.slice(1) : undefined] as const;
  });
  return { folders: fields.slice(0, end), texts: Object.fromEntries(texts) };
}
