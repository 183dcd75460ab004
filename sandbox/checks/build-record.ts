import * as z from 'zod/mini';
import { type Collector, CouldNotCollect } from './evidence.ts';
import { readScript } from './sandbox-script.ts';

const timeLimitSeconds = 5;
/** An image's configuration has a few kilobytes; the history is the longest part. */
const maxConfigBytes = 512 * 1024;

/** One row of an image's history, with the layer that it made. `docker history` cannot tell which rows made one. */
export interface BuildRow {
  /** As `docker history --no-trunc` prints it. */
  createdBy: string;
  /** BuildKit leaves its mark here; the classic builder nothing. */
  comment: string;
  /** DiffID of the layer; undefined for a row that only wrote configuration. */
  layer: string | undefined;
}

const text = z._default(z.string().check(z.maxLength(64 * 1024)), '');
/** OCI image configuration, as dockerd keeps it. */
const imageConfig = z.object({
  history: z
    .array(z.object({ created_by: text, comment: text, empty_layer: z._default(z.boolean(), false) }))
    .check(z.maxLength(2_000)),
  rootfs: z.object({ diff_ids: z.array(z.string().check(z.maxLength(128))).check(z.maxLength(2_000)) }),
});

/** How an image came to be, oldest row first; undefined when there is no such image. */
export function buildRecord(reference: string): Collector<BuildRow[] | undefined> {
  return {
    kind: 'build-record',
    async collect({ engine, sandbox, signal }) {
      const found = await engine.image(reference, signal);
      if (!found) return undefined;
      const hex = /^sha256:([0-9a-f]{64})$/.exec(found.id)?.[1];
      if (hex === undefined) throw new CouldNotCollect('unreadable', 'an image id of another shape');
      const { exitCode, stdout } = await readScript(
        sandbox,
        { argv: ['cat', `/var/lib/docker/image/overlay2/imagedb/content/sha256/${hex}`], as: 'engine-root' },
        { timeLimitSeconds, signal, maxBytes: maxConfigBytes },
      );
      if (exitCode !== 0)
        throw new CouldNotCollect('unreadable', 'an image’s configuration could not be read');
      return parseImageConfig(stdout.toString('utf8'));
    },
  };
}

/** Another shape throws `CouldNotCollect('unreadable')`. */
export function parseImageConfig(source: string): BuildRow[] {
  let config: unknown;
  try {
    config = JSON.parse(source);
  } catch (error) {
    throw new CouldNotCollect('unreadable', 'an image’s configuration is no JSON', { cause: error });
  }
  const result = z.safeParse(imageConfig, config);
  if (!result.success) {
    throw new CouldNotCollect('unreadable', 'an image’s configuration of another shape', {
      cause: result.error,
    });
  }
  const { history, rootfs } = result.data;
  let next = 0;
  return history.map((row) => ({
    createdBy: row.created_by,
    comment: row.comment,
    layer: row.empty_layer ? undefined : rootfs.diff_ids[next++],
  }));
}

/** The rows that an image has on top of its base's. */
export function rowsOnTop(base: readonly BuildRow[], made: readonly BuildRow[]): BuildRow[] {
  return made.slice(base.length);
}

/** Whether a row is such an instruction: BuildKit writes `RUN /bin/sh -c x # buildkit`, the classic builder `/bin/sh -c x`. */
export function isInstruction({ createdBy }: BuildRow, keyword: 'RUN' | 'COPY'): boolean {
  if (keyword === 'RUN') return /^(RUN |\/bin\/sh -c (?!#\(nop\)))/.test(createdBy);
  return /^(COPY |\/bin\/sh -c #\(nop\) +COPY )/.test(createdBy);
}

/** Whether BuildKit made the last row. */
export function byBuildKit(rows: readonly BuildRow[]): boolean {
  return rows.at(-1)?.comment.startsWith('buildkit.') ?? false;
}
