import { commands, history, image, images } from '../../../sandbox/checks/collectors.ts';
import { failedBuildIn } from '../../../sandbox/checks/failed-builds.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { instructionsOf, write } from './facts.ts';

const tag = 'tools:cache';

export const missingBase = defineStep({
  id: 'base',
  collect: {
    made: image(tag),
    rows: history(tag),
    here: images(),
    dockerfile: homeFile('~/tools/Dockerfile'),
    typed: commands(),
  },
  judge({ made, rows, here, dockerfile, typed }) {
    // The base's own last row; what stands above it was built on it.
    const end = rows?.findLastIndex(({ createdBy }) => createdBy.includes('CMD ["redis-server"]')) ?? -1;
    const isBuilt = rows?.slice(0, end).some(({ createdBy }) => createdBy.startsWith('RUN ')) ?? false;
    const version = made?.config.env.find((each) => each.startsWith('REDIS_VERSION='));
    if (made && isBuilt && version?.startsWith('REDIS_VERSION=7.0'))
      return passed({ version, layers: made.layers.length });
    if (made && rows && version === undefined) return mistake('other-base', { image: tag });
    const [base, ...others] = instructionsOf(dockerfile, 'FROM');
    const from = base?.words[0];
    if (from === undefined || others.length > 0 || !failedBuildIn('tools', typed)) return notYet();
    const isHere = here.some(({ tags }) => tags.includes(from));
    // Only FROM can have failed then.
    const isHarmless = instructionsOf(dockerfile, 'RUN').every(({ text }) =>
      /^(touch|echo) [^&|;$]*$/.test(text),
    );
    return from !== 'redis:7.0' && !isHere && isHarmless ? mistake('unknown-base', { from }) : notYet();
  },
  hints: [
    {
      ko: '베이스 이미지를 미리 받아 둘 필요는 없어요. `FROM`에 적힌 이미지가 없으면 빌더가 레지스트리에서 받아 와요.',
      en: 'There is no need to fetch the base image first. If what `FROM` names is not here, the builder fetches it from the registry.',
    },
    {
      ko: '`FROM redis:7.0`과 `RUN touch /ready` 두 줄을 적고 `docker build -t tools:cache .` 명령어로 빌드하세요.',
      en: 'Write the two lines `FROM redis:7.0` and `RUN touch /ready`, then build with `docker build -t tools:cache .`',
    },
  ],
  solution: {
    commands: [
      'docker images redis',
      write('FROM redis:7.0', 'RUN touch /ready'),
      'docker build -t tools:cache ~/tools',
    ],
  },
  alternatives: {
    'the whole name, fetched beforehand': [
      'docker pull redis:7.0',
      write('FROM docker.io/library/redis:7.0', 'RUN echo yes > /ready'),
      'docker build -t tools:cache ~/tools',
    ],
  },
  mistakes: {
    'unknown-base': {
      commands: [write('FROM redis:7.0.99', 'RUN touch /ready'), 'docker build -t tools:cache ~/tools'],
      diagnosis: {
        ko: '빌드가 실패했어요. `FROM`에 적힌 이름은 `{from}`인데, 이 엔진에도 레지스트리에도 그런 이미지가 없어요. 저장소 이름과 태그를 확인해서 `redis:7.0`으로 고쳐 보세요.',
        en: 'The build failed. `FROM` names `{from}`, and neither this engine nor the registry has such an image. Look at the repository and the tag: it should be `redis:7.0`.',
      },
    },
    'other-base': {
      commands: [write('FROM busybox:1.35', 'RUN touch /ready'), 'docker build -t tools:cache ~/tools'],
      diagnosis: {
        ko: '`{image}` 이미지는 빌드됐지만 redis가 들어 있지 않아요. 베이스 이미지가 다르기 때문이에요. 이미지에 무엇이 들어 있는지는 `FROM`에서 시작해요. `FROM redis:7.0`으로 고쳐서 다시 빌드해 보세요.',
        en: '`{image}` was built, but there is no redis in it: it stands on another base image. What an image holds begins with `FROM`. Make it `FROM redis:7.0` and build again.',
      },
    },
  },
  missing: {
    ko: '`redis:7.0` 이미지를 베이스로 빌드한 `tools:cache` 이미지를 찾고 있어요.',
    en: 'Looking for an image `tools:cache`, built on `redis:7.0`.',
  },
  note: {
    ko: '베이스 이미지의 설정(`{version}`)까지 이어받은, 레이어가 {layers}개인 이미지가 됐어요.',
    en: 'The image has {layers} layers and took over its base’s settings too (`{version}`).',
  },
});
