import type { LocalizedText, RichText } from '../contract/rich-text.ts';

/** A short text in both languages; what stands in backticks is set as code. */
export function text(ko: string, en: string): LocalizedText {
  return { ko: parts(ko), en: parts(en) };
}

function parts(marked: string): RichText {
  return marked
    .split('`')
    .map((piece, index) => ({ kind: index % 2 === 0 ? ('text' as const) : ('code' as const), text: piece }))
    .filter((part) => part.text !== '');
}

/** What is being done in each stage of the preparation. */
export const stageTexts = {
  'host-engine': text(
    '샌드박스를 실행할 Docker Engine을 준비하고 있어요.',
    'Getting a Docker Engine ready to run sandboxes.',
  ),
  'sandbox-image': text(
    '샌드박스 이미지를 Debian 패키지로 만들고 있어요. 처음에는 2분쯤 걸려요.',
    'Making the sandbox image from Debian packages. The first time this takes about two minutes.',
  ),
  'course-images': text(
    '실습에 쓸 이미지(busybox, debian, redis, eclipse-temurin, registry)를 만들고 있어요.',
    'Making the images of the course (busybox, debian, redis, eclipse-temurin, registry).',
  ),
  'golden-store': text(
    '모든 샌드박스가 함께 쓸 이미지 저장소를 만들고 있어요.',
    'Filling the image store that all sandboxes share.',
  ),
  services: text(
    '이미지 레지스트리와 검색, 패키지 캐시를 켜고 있어요.',
    'Starting the image registry, the search and the package cache.',
  ),
} as const;
