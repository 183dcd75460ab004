import { setTimeout as wait } from 'node:timers/promises';
import type Dockerode from 'dockerode';
import * as z from 'zod/mini';

/** An engine without a way out often hangs instead of failing; a slow line needs a few seconds. */
const hubTimeoutMs = 8_000;

/** Engine API, "Get image information from the registry". */
const distribution = z.object({
  Descriptor: z.object({ digest: z.string().check(z.regex(/^sha256:[0-9a-f]{64}$/)) }),
});

/**
 * What the names are on Docker Hub right now, asked through the host engine without pulling anything; undefined when one of
 * them gets no answer in time.
 */
export async function digestsOnHub(
  docker: Dockerode,
  names: readonly string[],
): Promise<ReadonlyMap<string, string> | undefined> {
  const ending = new AbortController();
  const late = wait(hubTimeoutMs, undefined, { signal: ending.signal }).catch(() => undefined);
  const asked = Promise.all(names.map(async (name) => [name, await digestOf(docker, name)] as const));
  const answer = asked.then(
    (rows) => new Map(rows),
    // Docker Hub did not answer, or does not give this image: stand-ins do.
    () => undefined,
  );
  return Promise.race([answer, late]).finally(() => ending.abort());
}

async function digestOf(docker: Dockerode, name: string): Promise<string> {
  const answer: unknown = await docker.getImage(name).distribution();
  return distribution.parse(answer).Descriptor.digest;
}
