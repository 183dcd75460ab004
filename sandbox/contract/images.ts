import * as z from 'zod/mini';

/** An image of the course as this machine has it. */
export const imageInUse = z.object({
  name: z.string(),
  source: z.enum(['docker-hub', 'stand-in']),
  /** On Docker Hub; stand-ins have none. */
  digest: z.nullish(z.string()),
  /** Of the main program inside (SPDX where one fits). */
  license: z.string(),
  description: z.object({ ko: z.string(), en: z.string() }),
});
export type ImageInUse = z.infer<typeof imageInUse>;
/** Empty until the machine is prepared. */
export const imagesReply = z.object({ images: z.array(imageInUse) });

/** A Debian package in an image. */
export const imagePackage = z.object({
  image: z.string(),
  name: z.string(),
  version: z.string(),
  /** As its copyright file names them; empty where no machine can read it. */
  licenses: z.array(z.string()),
});
export type ImagePackage = z.infer<typeof imagePackage>;
/** Of images from Docker Hub nothing is known here. */
export const imagePackagesReply = z.object({ packages: z.array(imagePackage) });
