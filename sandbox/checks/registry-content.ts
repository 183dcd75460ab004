import * as z from 'zod/mini';
import { type Collector, CouldNotCollect } from './evidence.ts';
import { readScript } from './sandbox-script.ts';

/** What a registry on the sandbox's own localhost holds. */
export interface RegistryContent {
  /** It answers as a registry does. */
  answers: boolean;
  repositories: string[];
  /** Of the repository that was asked for. */
  tags: string[];
  /** Of the tag that was asked for: the digest to pull it by, and the id of the image. */
  manifest: { digest: string; imageId: string } | undefined;
}

const maxBytes = 64 * 1024;
const timeLimitSeconds = 9;

/** Five answers with a NUL behind each: code, catalogue, tags, headers of the manifest, manifest. $1 port, $2 repository, $3 tag. */
const look = `
registry=http://localhost:$1/v2
ask() { curl -s -m 2 "$@" 2>/dev/null | head -c 12288 | tr -d '\\0'; printf '\\0'; }
ask -o /dev/null -w '%{http_code}' "$registry/"
ask "$registry/_catalog?n=50"
ask "$registry/$2/tags/list"
v2=application/vnd.docker.distribution.manifest.v2+json oci=application/vnd.oci.image.manifest.v1+json
ask -I -H "Accept: $v2" -H "Accept: $oci" "$registry/$2/manifests/$3"
ask -H "Accept: $v2" -H "Accept: $oci" "$registry/$2/manifests/$3"`;

/** `registryContent('localhost:5001/notes:1.0')`; the author names it, so its parts need no escaping. */
export function registryContent(reference: string): Collector<RegistryContent> {
  const [, port = '', repository = '', tag = ''] =
    /^localhost:(\d+)\/([a-z0-9/-]+):([\w.-]+)$/.exec(reference) ?? [];
  if (port === '') throw new TypeError(`not an image of a registry on localhost: ${reference}`);
  return {
    kind: 'registry-content',
    async collect({ sandbox, signal }) {
      const { stdout } = await readScript(
        sandbox,
        { argv: ['sh', '-c', look, 'look', port, repository, tag], as: 'learner' },
        { timeLimitSeconds, signal, maxBytes },
      );
      return parseRegistryContent(stdout.toString('utf8'));
    },
  };
}

const name = z.string().check(z.maxLength(300));
const names = z.nullish(z.array(name).check(z.maxLength(1_000)));
const catalogue = z.object({ repositories: names });
const tagList = z.object({ tags: names });
const digest = z.string().check(z.regex(/^sha256:[0-9a-f]{64}$/));
const manifestMessage = z.object({ config: z.object({ digest }) });

export function parseRegistryContent(printed: string): RegistryContent {
  const answers = printed.split('\0');
  if (answers.length !== 6) throw new CouldNotCollect('unreadable', 'a registry was not asked to the end');
  const [code, repositories = '', tags = '', headers = '', manifest = ''] = answers;
  const [, found] = /^docker-content-digest: (sha256:[0-9a-f]{64})\r?$/im.exec(headers) ?? [];
  const { data } = manifestMessage.safeParse(parsed(manifest));
  return {
    answers: code === '200',
    repositories: catalogue.safeParse(parsed(repositories)).data?.repositories ?? [],
    tags: tagList.safeParse(parsed(tags)).data?.tags ?? [],
    manifest: found !== undefined && data ? { digest: found, imageId: data.config.digest } : undefined,
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
