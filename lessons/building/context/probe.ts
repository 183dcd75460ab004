import { buildContext } from '../../../sandbox/checks/build-context.ts';
import { image, topLayerFiles } from '../../../sandbox/checks/collectors.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';

const made = 'dock:context';
const big = 'video/tour.mov';
const recipe = (copy: string) => `printf 'FROM scratch\\nCOPY ${copy} /\\n' > probe.Dockerfile`;
const build = 'docker build -t dock:context -f probe.Dockerfile .';

export const seeContext = defineStep({
  id: 'probe',
  collect: { made: image(made), files: topLayerFiles(made), context: buildContext('dock') },
  judge({ made, files, context }) {
    if (!made || !files || !context) return notYet();
    const has = (path: string) => files.some((each) => each.kind === 'file' && each.path === path);
    if (has('/.bashrc') || has('/.profile')) return mistake('whole-home');
    const top = files.find(({ path }) => path.endsWith(`/${big}`))?.path.slice(0, -big.length);
    if (top === undefined) {
      if (has('/tour.mov')) return mistake('flattened');
      return has('/open.sh') && made.layers.length > 1 ? mistake('not-all') : notYet();
    }
    const wanted = context.filter(({ kind }) => kind === 'file');
    return wanted.every(({ path }) => has(top + path)) ? passed({ files: wanted.length }) : notYet();
  },
  hints: [
    {
      ko: 'Dockerfile이 하나 더 필요해요. 이름은 마음대로 짓고, 빌드할 때 `-f`로 알려 주세요. 컨텍스트 전체를 뜻하는 `COPY`의 첫 번째 말은 `.`이에요.',
      en: 'You need one more Dockerfile. Call it what you like and name it with `-f`. To `COPY`, the whole context is `.`.',
    },
    {
      ko: "`printf 'FROM scratch\\nCOPY . /\\n' > probe.Dockerfile`, 이어서 `docker build -t dock:context -f probe.Dockerfile .`",
      en: "`printf 'FROM scratch\\nCOPY . /\\n' > probe.Dockerfile`, then `docker build -t dock:context -f probe.Dockerfile .`",
    },
  ],
  solution: {
    commands: ['cd ~/dock', recipe('.'), build],
    explanation: {
      ko: '이 이미지에는 셸이 없어서 `docker run`으로 들여다볼 수 없어요. `docker create --name look dock:context x`로 컨테이너를 만들고 `docker export look | tar -t`로 목록을 보세요.',
      en: 'There is no shell in this image, so `docker run` does not help. Make a container with `docker create --name look dock:context x` and list its files with `docker export look | tar -t`.',
    },
  },
  alternatives: {
    'from standard input': [
      "cd ~/dock && printf 'FROM scratch\\nCOPY . /\\n' | docker build -t dock:context -f - .",
    ],
    'into a folder, on busybox': [
      "cd ~/dock && printf 'FROM busybox:1.35\\nCOPY . /context\\n' > probe",
      'docker build -q -t dock:context -f probe .',
    ],
  },
  mistakes: {
    'whole-home': {
      commands: ['cd ~/dock', recipe('.'), 'docker build -t dock:context -f probe.Dockerfile ~'],
      diagnosis: {
        ko: '`dock:context` 이미지에 `.bashrc` 같은 홈 폴더의 파일까지 들어 있어요. 컨텍스트로 홈 폴더 전체를 골랐다는 뜻이에요. 실제로도 자주 하는 실수이고, 비밀 파일이 이렇게 새어 나가요. 맨 끝의 경로를 `~/dock` 폴더로 바꿔 보세요.',
        en: '`dock:context` holds files of your home such as `.bashrc`: you chose the whole home as the context. It happens in real life too, and secrets leak that way. Make the path at the end `~/dock`.',
      },
    },
    flattened: {
      commands: ['cd ~/dock', recipe('*'), build],
      diagnosis: {
        ko: '`tour.mov` 파일이 `video` 폴더 없이 이미지의 맨 위에 있어요. `COPY *`는 이름을 하나씩 펼치고, 폴더는 그 내용만 복사해요. 모양 그대로 보려면 `*` 대신 `.`을 쓰세요.',
        en: '`tour.mov` lies at the top of the image, without its folder `video`. `COPY *` goes name by name, and of a folder it copies the content only. To see things as they are, write `.` in place of `*`.',
      },
    },
    'not-all': {
      commands: ['cd ~/dock', 'docker build -t dock:context .'],
      diagnosis: {
        ko: '`dock:context` 이미지에 `open.sh` 파일은 있는데 `video` 폴더가 없어요. 원래의 Dockerfile로 빌드한 거예요. 컨텍스트 전체를 복사하는 Dockerfile을 따로 쓰고 `-f`로 알려 주세요.',
        en: '`dock:context` has `open.sh` and no `video`: it was built by the project’s own Dockerfile. Write another one that copies the whole context, and name it with `-f`.',
      },
    },
  },
  missing: {
    ko: '`~/dock` 컨텍스트의 모든 파일이 든 `dock:context` 이미지를 찾고 있어요.',
    en: 'Looking for an image `dock:context` with every file of the context `~/dock`.',
  },
  note: {
    ko: '`dock:context` 이미지에 컨텍스트의 파일 {files}개가 모두 있어요.',
    en: 'All files of the context are in `dock:context`: {files}.',
  },
});
