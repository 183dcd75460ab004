import type { Readable } from 'node:stream';
import { type CourseImageName, courseImages } from '../../../content/images.ts';

/** A Debian package in an image, as its copyright file names the licences. */
export interface InstalledPackage {
  image: CourseImageName;
  name: string;
  version: string;
  /** Empty where the copyright file cannot be read by a machine. */
  licenses: string[];
}

/** The images of the course, ready for `docker load`. */
export interface CourseImageArchive {
  hash: string;
  source: 'docker-hub' | 'stand-in';
  /** Which name in the archive is which image of the course. */
  names: readonly { saved: string; course: CourseImageName }[];
  /** On Docker Hub; of stand-ins there are none. */
  digests: ReadonlyMap<string, string>;
  /** What is known of their contents: nothing about images from Docker Hub. */
  packages: readonly InstalledPackage[];
  /** As `docker save` writes it, from the beginning. */
  open(): Readable;
}

/** What a page or an operator may want to know of an image in use. */
export function imagesInUse(archive: CourseImageArchive) {
  return courseImages.map(({ name, license, description }) => {
    const digest = archive.digests.get(name);
    return { name, source: archive.source, license, description, ...(digest !== undefined && { digest }) };
  });
}
