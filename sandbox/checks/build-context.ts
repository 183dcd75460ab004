import { type Collector, CouldNotCollect } from './evidence.ts';
import { readScript } from './sandbox-script.ts';

/** Most of a check's own limit: a big context has to be sent once for each probe. */
const timeLimitSeconds = 9;
const maxListBytes = 256 * 1024;

/** A file or folder that a build from a folder would get to see. */
export interface ContextEntry {
  /** From the context's root, without a slash in front. */
  path: string;
  kind: 'file' | 'directory' | 'other';
  sizeBytes: number;
}

/**
 * A probe build, `FROM scratch` and `COPY . /`, whose result comes out as a tar and becomes no image. Its Dockerfile lies
 * outside of the context, so what a learner calls their own does not matter, and so that BuildKit looks for the context's
 * `.dockerignore`; one of a Dockerfile's own comes first, as it does there. A buildx folder of its own makes it another
 * client to BuildKit: a learner's next build still says how much *it* transfers. `$1`: the folder, from the home.
 */
const probe = `
cd "/home/learner/$1" 2>/dev/null || exit 3
probe=/tmp/.drydock-probe
mkdir -p "$probe" && rm -f "$probe/Dockerfile.dockerignore" || exit 4
printf 'FROM scratch\\nCOPY . /\\n' >"$probe/Dockerfile"
[ ! -f Dockerfile.dockerignore ] || cp Dockerfile.dockerignore "$probe/"
# buildx itself, without the detour through docker: half the work.
buildx=/usr/libexec/docker/cli-plugins/docker-buildx
[ -x "$buildx" ] || buildx='docker buildx'
BUILDX_CONFIG=$probe/buildx $buildx build -q -f "$probe/Dockerfile" --output type=tar,dest=- . 2>/dev/null |
  tar -tvf - --quoting-style=escape --numeric-owner 2>/dev/null
[ "\${PIPESTATUS[0]}" = 0 ] || exit 3`;

/**
 * What the build context of a folder in the learner's home holds, after its `.dockerignore`; undefined when nothing can be
 * built from there: no such folder, or a `.dockerignore` that cannot be read.
 */
export function buildContext(folder: string): Collector<ContextEntry[] | undefined> {
  return {
    kind: 'build-context',
    async collect({ sandbox, signal }) {
      const { exitCode, stdout } = await readScript(
        sandbox,
        { argv: ['bash', '-c', probe, 'probe', folder], as: 'learner' },
        { timeLimitSeconds, signal, maxBytes: maxListBytes },
      );
      if (exitCode === 3) return undefined;
      if (exitCode !== 0) throw new CouldNotCollect('unreadable', `the probe build ended with ${exitCode}`);
      return parseTarList(stdout.toString('utf8'));
    },
  };
}

/** Rows of `tar -tv`. Another shape throws `CouldNotCollect('unreadable')`. */
export function parseTarList(list: string): ContextEntry[] {
  return list
    .split('\n')
    .filter((row) => row !== '')
    .map((row) => {
      const [all, letter = '', size = '', path = ''] =
        /^(.)\S{9}\S* +\S+ +(\d{1,16}) +\d{4}-\d\d-\d\d \d\d:\d\d (.+)$/.exec(row) ?? [];
      if (all === undefined)
        throw new CouldNotCollect('unreadable', 'a row of a context’s list is malformed');
      return {
        path: path.replace(/^\.?\//, '').replace(/\/$/, ''),
        kind: kinds[letter] ?? 'other',
        sizeBytes: Number(size),
      };
    })
    .filter(({ path }) => path !== '');
}

const kinds: Readonly<Record<string, ContextEntry['kind']>> = { '-': 'file', d: 'directory' };
