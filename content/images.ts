/**
 * Images of the course by the names they have on Docker Hub. Where Docker Hub answers they are pulled by digest,
 * elsewhere a stand-in is built from Debian bookworm packages (`sandbox/image/stand-ins/`).
 */
export const courseImages = [
  { name: 'busybox:1.35', license: 'GPL-2.0-only' },
  { name: 'debian:bookworm-slim', license: 'various (DFSG-free)' },
  { name: 'redis:7.0', license: 'BSD-3-Clause' },
] as const satisfies readonly CourseImage[];

export interface CourseImage {
  name: string;
  /** Of the main program inside (SPDX where one fits). */
  license: string;
}
export type CourseImageName = (typeof courseImages)[number]['name'];
