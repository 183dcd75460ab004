import * as z from 'zod/mini';

/**
 * The Engine API's answers (v1.45), as much of them as `LearnerEngine` passes on. Go writes an empty list as null and
 * leaves empty fields out; every text is bounded, since the learner may have put anything there.
 */
const short = z.string().check(z.maxLength(4_096));
const long = z.string().check(z.maxLength(64 * 1024));
const list = <T extends z.core.$ZodType>(item: T) =>
  z.pipe(
    z.nullish(z.array(item).check(z.maxLength(20_000))),
    z.transform((items) => items ?? []),
  );
const texts = list(long);
const record = z.pipe(
  z.nullish(z.record(short, long)),
  z.transform((entries) => entries ?? {}),
);
const keys = z.pipe(
  z.nullish(z.record(short, z.unknown())),
  z.transform((entries) => Object.keys(entries ?? {})),
);
const text = z._default(long, '');
const count = z.number();

const config = z.object({
  Cmd: texts,
  Entrypoint: texts,
  Env: texts,
  Volumes: keys,
  ExposedPorts: keys,
  Labels: record,
  User: text,
  WorkingDir: text,
});
export type ConfigMessage = z.infer<typeof config>;

export const imageListMessage = z
  .array(z.object({ Id: short, ParentId: text, RepoTags: texts, Size: count, Created: count }))
  .check(z.maxLength(20_000));

export const imageMessage = z.object({
  Id: short,
  Parent: text,
  RepoTags: texts,
  RepoDigests: texts,
  RootFS: z.object({ Layers: texts }),
  GraphDriver: z.object({ Data: z.nullish(z.object({ UpperDir: z.optional(short) })) }),
  Size: count,
  Created: short,
  Comment: text,
  Container: text,
  Config: config,
});

export const historyMessage = z
  .array(z.object({ Id: short, CreatedBy: text, Size: count, Comment: text, Tags: texts }))
  .check(z.maxLength(2_000));

export const containerListMessage = z
  .array(
    z.object({
      Id: short,
      Names: texts,
      Image: text,
      ImageID: short,
      State: text,
      Command: text,
      Created: count,
    }),
  )
  .check(z.maxLength(20_000));

export const containerMessage = z.object({
  Id: short,
  Name: short,
  Image: short,
  State: z.object({ Running: z.boolean(), ExitCode: count, FinishedAt: text }),
  Config: z.extend(config, { Image: text, Tty: z.boolean(), AttachStdout: z._default(z.boolean(), false) }),
  HostConfig: z.object({ AutoRemove: z.boolean() }),
  Mounts: list(z.object({ Type: text, Destination: text, Name: text })),
  NetworkSettings: z.object({
    // Exposed and not published: null.
    Ports: z.nullish(z.record(short, z.nullish(z.array(z.object({ HostPort: text }))))),
  }),
});

export const changesMessage = z.nullish(
  z.array(z.object({ Kind: count, Path: long })).check(z.maxLength(200_000)),
);

export const eventMessage = z.object({
  Type: short,
  Action: short,
  Actor: z.object({ ID: text, Attributes: record }),
});

export const versionMessage = z.object({ Version: short, ApiVersion: short });
