import { buildRecord, byBuildKit } from '../../../sandbox/checks/build-record.ts';
import { image, topLayerFiles } from '../../../sandbox/checks/collectors.ts';
import { bringsFile } from '../../../sandbox/checks/image-facts.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';

const made = 'dock:kit';

export const withBuildKit = defineStep({
  id: 'buildkit',
  collect: { made: image(made), rows: buildRecord(made), files: topLayerFiles(made) },
  judge({ made, rows, files }) {
    if (!made || !rows || !bringsFile(files, '/open.sh')) return notYet();
    return byBuildKit(rows) ? passed() : mistake('still-classic');
  },
  hints: [
    {
      ko: '앞에 아무것도 붙이지 않으면 BuildKit이 빌드해요.',
      en: 'With nothing in front, it is BuildKit that builds.',
    },
    {
      ko: '`~/dock` 폴더에서 `docker build -t dock:kit .`',
      en: 'In `~/dock`: `docker build -t dock:kit .`',
    },
  ],
  solution: {
    commands: ['cd ~/dock', 'docker build -t dock:kit .', 'docker build -t dock:kit .'],
  },
  alternatives: {
    'said explicitly': ['cd ~/dock', 'DOCKER_BUILDKIT=1 docker build --progress=plain -t dock:kit .'],
    buildx: ['docker buildx build --tag dock:kit ~/dock'],
    'after the classic one': [
      'DOCKER_BUILDKIT=0 docker build -t dock:kit ~/dock',
      'docker build -t dock:kit ~/dock',
    ],
  },
  mistakes: {
    'still-classic': {
      commands: [
        'cd ~/dock',
        'export DOCKER_BUILDKIT=0',
        'docker build -t dock:kit . ; unset DOCKER_BUILDKIT',
      ],
      diagnosis: {
        ko: '`dock:kit` 이미지도 예전 빌더가 만들었어요. 명령어 앞에 `DOCKER_BUILDKIT=0`이 남아 있거나, `export`로 셸에 정해 둔 거예요. `unset DOCKER_BUILDKIT` 명령어로 지우고, 앞에 아무것도 없이 다시 빌드해 보세요.',
        en: '`dock:kit` was made by the classic builder too. `DOCKER_BUILDKIT=0` still stands in front, or was set for the shell with `export`. Type `unset DOCKER_BUILDKIT`, then build with nothing in front.',
      },
    },
  },
  missing: {
    ko: '같은 폴더에서 BuildKit으로 빌드한 `dock:kit` 이미지를 찾고 있어요.',
    en: 'Looking for `dock:kit`, built by BuildKit from the same folder.',
  },
});
