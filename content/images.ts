/**
 * Images of the course by the names they have on Docker Hub. Where Docker Hub answers they are pulled by digest,
 * elsewhere a stand-in is built from Debian bookworm packages (`sandbox/image/stand-ins/`).
 *
 * A digest is pinned in one of two ways: here, as `digest`, by somebody who has looked it up; or else by a machine's
 * first pull, which writes what Docker Hub answered into `course-images.lock.json` in the cache folder. From then on that
 * machine takes this digest and no other, whatever the tag has become.
 */
export const courseImages = [
  {
    name: 'busybox:1.35',
    license: 'GPL-2.0-only',
    description: {
      ko: '명령 수백 개가 파일 하나에 든 작은 이미지',
      en: 'Hundreds of commands in one small file',
    },
  },
  {
    name: 'debian:bookworm-slim',
    license: 'various (DFSG-free)',
    description: { ko: '문서를 뺀 Debian 12', en: 'Debian 12 without its documentation' },
  },
  {
    name: 'redis:7.0',
    license: 'BSD-3-Clause',
    description: {
      ko: '키-값 저장소 Redis의 서버와 클라이언트',
      en: 'The key-value store Redis, server and client',
    },
  },
  {
    name: 'eclipse-temurin:17-jre',
    license: 'GPL-2.0-only WITH Classpath-exception-2.0',
    description: { ko: 'Java 17 실행 환경(JRE)', en: 'Java 17 to run programs (JRE)' },
  },
  {
    name: 'eclipse-temurin:17-jdk',
    license: 'GPL-2.0-only WITH Classpath-exception-2.0',
    description: { ko: 'Java 17 개발 도구(JDK)', en: 'Java 17 to compile and run programs (JDK)' },
  },
  {
    name: 'registry:2',
    license: 'Apache-2.0',
    description: { ko: '직접 운영하는 이미지 레지스트리', en: 'An image registry to run yourself' },
  },
] as const satisfies readonly CourseImage[];

export interface CourseImage {
  name: string;
  /** Of the main program inside (SPDX where one fits). */
  license: string;
  /** One line, for the list of images in use. */
  description: { ko: string; en: string };
  /** Of its manifest list on Docker Hub. */
  digest?: `sha256:${string}`;
}
export type CourseImageName = (typeof courseImages)[number]['name'];
