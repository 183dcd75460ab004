import { answerDigest, answerPath, isDigest } from '../../../sandbox/checks/answers.ts';
import { image } from '../../../sandbox/checks/collectors.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { wanted } from './facts.ts';

/** What the registry calls these very bytes, whatever happens to the tag. */
export const digest = defineStep({
  id: 'digest',
  collect: { found: image(wanted), answer: homeFile(answerPath, { maxBytes: 1_024 }) },
  judge({ found, answer }) {
    const said = answerDigest(answer);
    if (!found || said === undefined) return notYet();
    const short = said.slice(0, 12);
    if (found.digests.some((each) => isDigest(said, each))) return passed({ digest: short });
    if (isDigest(said, found.id)) return mistake('image-id', { id: short });
    return found.layers.some((each) => isDigest(said, each)) ? mistake('layer', { layer: short }) : notYet();
  },
  hints: [
    {
      ko: '`docker pull redis:7.0`을 다시 치면 `Digest:`로 시작하는 줄이 나와요. `docker images --digests`로도 볼 수 있어요.',
      en: 'Type `docker pull redis:7.0` again and there is a line that begins with `Digest:`. `docker images --digests` shows it too.',
    },
    {
      ko: '그 줄의 `sha256:…` 값을 복사해서 `echo sha256:… > ~/answer`처럼 적으세요.',
      en: 'Copy the value `sha256:…` of that line and write it: `echo sha256:… > ~/answer`.',
    },
  ],
  solution: {
    commands: [
      'docker images --digests redis',
      "docker image inspect -f '{{index .RepoDigests 0}}' redis:7.0 > ~/answer",
    ],
    explanation: {
      ko: '둘째 명령어는 리포지터리와 다이제스트를 `redis@sha256:…` 꼴로 파일에 적어요. `sha256:…` 부분만 적어도 돼요.',
      en: 'The second command writes repository and digest, `redis@sha256:…`, into the file. The part `sha256:…` alone will do.',
    },
  },
  alternatives: {
    'the line of a pull': ["docker pull redis:7.0 | sed -n 's/^Digest: //p' > ~/answer"],
  },
  mistakes: {
    'image-id': {
      commands: ['docker images -q --no-trunc redis:7.0 > ~/answer'],
      diagnosis: {
        ko: '`{id}` 값은 이미지 ID예요. 이미지의 설정으로 계산한 값이고, 여러분의 엔진이 이미지를 가리킬 때 써요. 레지스트리가 쓰는 다이제스트는 다른 값이에요. `docker images --digests` 출력의 DIGEST 열을 보세요.',
        en: '`{id}` is the image id: computed from the image’s settings, and used by your engine. The digest that the registry goes by is another value. Look at the column DIGEST of `docker images --digests`.',
      },
    },
    layer: {
      commands: ["docker image inspect -f '{{index .RootFS.Layers 0}}' redis:7.0 > ~/answer"],
      diagnosis: {
        ko: '`{layer}` 값은 이미지를 이루는 레이어 하나를 가리켜요. 이미지 전체를 가리키는 다이제스트를 찾아야 해요. `docker images --digests` 출력의 DIGEST 열을 보세요.',
        en: '`{layer}` means one layer of the image. Find the digest of the image as a whole: look at the column DIGEST of `docker images --digests`.',
      },
    },
  },
  missing: {
    ko: '`~/answer` 파일에 적힌, `redis:7.0` 이미지의 다이제스트를 찾고 있어요.',
    en: 'Looking for the digest of `redis:7.0` in the file `~/answer`.',
  },
  note: {
    ko: '맞아요. `{digest}` 값으로 시작하는 다이제스트는 내용이 한 글자라도 바뀌면 달라져요.',
    en: 'Right. The digest that begins with `{digest}` would differ if a single byte did.',
  },
});
