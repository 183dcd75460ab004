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

/** Behind each answer, with its HTTP code. */
const mark = '@@drydock-answer@@';

/** `registryContent('localhost:5001/notes:1.0')`: asked by one curl, in the sandbox, where a process more costs more than a request. */
export function registryContent(reference: string): Collector<RegistryContent> {
  const [, port = '', repository = '', tag = ''] =
    /^localhost:(\d+)\/([a-z0-9/-]+):([\w.-]+)$/.exec(reference) ?? [];
  if (port === '') throw new TypeError(`not an image of a registry on localhost: ${reference}`);
  const registry = `http://localhost:${port}/v2`;
  const request = (...args: string[]) => ['-s', '-m', '4', '-w', `\n${mark}%{http_code}\n`, ...args];
  const accepted = ['docker.distribution.manifest.v2', 'oci.image.manifest.v1'].flatMap((type) => [
    '-H',
    `Accept: application/vnd.${type}+json`,
  ]);
  const argv = [
    ...['curl', ...request(`${registry}/`), '--next'],
    ...[...request(`${registry}/_catalog?n=50`), '--next'],
    ...[...request(`${registry}/${repository}/tags/list`), '--next'],
    // With headers: the digest stands in one.
    ...request('-i', ...accepted, `${registry}/${repository}/manifests/${tag}`),
  ];
  return {
    kind: 'registry-content',
    async collect({ sandbox, signal }) {
      const limits = { timeLimitSeconds, signal, maxBytes };
      const { stdout } = await readScript(sandbox, { argv, as: 'learner' }, limits);
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
  const parts = printed.split(new RegExp(`\n?${mark}(\\d{3})\n`));
  // Four answers, a code behind each, and nothing after the last.
  if (parts.length !== 9) throw new CouldNotCollect('timed-out', 'a registry was not asked to the end');
  const [, code, repositories = '', , tags = '', , manifest = ''] = parts;
  const [headers = '', body = ''] = manifest.split(/\r?\n\r?\n/);
  const [, found] = /^docker-content-digest: (sha256:[0-9a-f]{64})\r?$/im.exec(headers) ?? [];
  const { data } = manifestMessage.safeParse(parsed(body));
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
