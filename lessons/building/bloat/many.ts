import { buildRecord } from '../../../sandbox/checks/build-record.ts';
import { image } from '../../../sandbox/checks/collectors.ts';
import { ownFiles } from '../../../sandbox/checks/image-files.ts';
import { defineStep, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { base, heavyBytes, megabytes, runSteps } from './facts.ts';

const made = 'bloat:many';

export const manyLayers = defineStep({
  id: 'many',
  collect: {
    origin: image(base),
    made: image(made),
    baseRows: buildRecord(base),
    rows: buildRecord(made),
    own: ownFiles(made, base),
  },
  judge({ origin, made, baseRows, rows, own }) {
    const steps = runSteps(baseRows, rows, own);
    if (!origin || !made || !steps) return notYet();
    const heavy = steps.findIndex(({ allocates, bytes }) => allocates && bytes > heavyBytes);
    const isRemoved = heavy >= 0 && steps.slice(heavy + 1).some(({ removes }) => removes);
    return isRemoved ? passed({ more: megabytes(made.sizeBytes - origin.sizeBytes) }) : notYet();
  },
  hints: [
    {
      ko: 'Dockerfile은 고치지 마세요. `~/bloat` 폴더를 컨텍스트로 해서 빌드하기만 하면 돼요.',
      en: 'Leave the Dockerfile as it is. Just build, with `~/bloat` as the context.',
    },
    {
      ko: '`cd ~/bloat`, 이어서 `docker build -t bloat:many .`',
      en: '`cd ~/bloat`, then `docker build -t bloat:many .`',
    },
  ],
  solution: { commands: ['cd ~/bloat', 'docker build -t bloat:many .', 'docker history bloat:many'] },
  alternatives: { 'from the home': ['docker build -q -t bloat:many ~/bloat'] },
  mistakes: {},
  missing: {
    ko: '받은 그대로의 Dockerfile로 빌드한 `bloat:many` 이미지를 찾고 있어요.',
    en: 'Looking for an image `bloat:many`, built by the Dockerfile as you got it.',
  },
  note: {
    ko: '`bloat:many` 이미지는 베이스 이미지보다 {more}만큼 커요. 파일은 없는데 크기는 남았어요.',
    en: '`bloat:many` is {more} bigger than its base image. The file is gone, its size is not.',
  },
});
