import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type Dockerode from 'dockerode';
import * as z from 'zod/mini';
import { isMissing } from '../docker/docker-errors.ts';

/** Engine API, "Build an image" and its relatives: a stream of these, one a line. */
const progressMessage = z.object({ error: z.optional(z.string()), stream: z.optional(z.string()) });

export async function imageIdOf(docker: Dockerode, name: string): Promise<string | undefined> {
  try {
    return (await docker.getImage(name).inspect()).Id;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** Makes an image of one layer from the tar of a root file system. */
export async function importRootfs(
  docker: Dockerode,
  tar: string,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  if (await imageIdOf(docker, name)) return;
  const { repo, tag } = splitName(name);
  const stream = await docker.importImage(createReadStream(tar, { signal }), { repo, tag });
  await followProgress(stream, signal);
}

export interface ImageBuild {
  name: string;
  folder: string;
  /** Files of the folder that the build uses; the Dockerfile among them. */
  files: readonly string[];
  args?: Readonly<Record<string, string>>;
  signal: AbortSignal;
}

/** Builds from a Dockerfile with the host's network: a private engine has no bridge. */
export async function buildImage(docker: Dockerode, build: ImageBuild): Promise<void> {
  if (await imageIdOf(docker, build.name)) return;
  const stream = await docker.buildImage(
    { context: build.folder, src: [...build.files] },
    {
      t: build.name,
      buildargs: build.args ?? {},
      networkmode: 'host',
      forcerm: true,
      abortSignal: build.signal,
    },
  );
  await followProgress(stream, build.signal);
}

/** Reads a progress stream to its end. Throws what the engine says went wrong. */
export async function followProgress(stream: NodeJS.ReadableStream, signal: AbortSignal): Promise<void> {
  let printed = '';
  for await (const line of createInterface({ input: Readable.from(stream, { signal }) })) {
    if (line.trim() === '') continue;
    const message = progressMessage.parse(JSON.parse(line));
    if (message.error !== undefined) throw new Error(`${message.error}: ${printed.slice(-1_000)}`);
    printed = (printed + (message.stream ?? '')).slice(-4_000);
  }
}

/** Pulls exactly this image; on the engine it has no tag, only its digest. */
export async function pullByDigest(
  docker: Dockerode,
  name: string,
  digest: string,
  signal: AbortSignal,
): Promise<string> {
  const reference = `${splitName(name).repo}@${digest}`;
  await followProgress(await docker.pull(reference), signal);
  const id = await imageIdOf(docker, reference);
  if (id === undefined) throw new Error(`the engine pulled ${reference} and does not have it`);
  return id;
}

export function splitName(name: string): { repo: string; tag: string } {
  const colon = name.lastIndexOf(':');
  return { repo: name.slice(0, colon), tag: name.slice(colon + 1) };
}
