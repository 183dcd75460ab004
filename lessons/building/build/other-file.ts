import { commands, image } from '../../../sandbox/checks/collectors.ts';
import { bringsFile } from '../../../sandbox/checks/image-facts.ts';
import { ownFiles } from '../../../sandbox/checks/image-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { failedBuild } from '../../../sandbox/checks/typed-builds.ts';
import { base } from './first.ts';

const loud = 'hello:loud';

export const otherFile = defineStep({
  id: 'other-file',
  collect: { made: image(loud), own: ownFiles(loud, base), typed: commands() },
  judge({ made, own, typed }) {
    const has = (path: string) => own?.layers.some((files) => bringsFile(files, path));
    if (has('/loud.txt')) return passed();
    if (made && has('/app/size.txt')) return mistake('plain');
    const failed = failedBuild(typed);
    const path = failed?.operands[0];
    if (!failed || path === undefined) return notYet();
    // Both ways to take the Dockerfile's folder for the context; from inside that folder it is `.`.
    if (/(^|\/)recipes\/?$/.test(path)) return mistake('recipes-as-context', { path });
    const file = failed.file ?? '';
    return path === '.' && /^(\.\/)?loud\.Dockerfile$/.test(file)
      ? mistake('file-not-there', { file })
      : notYet();
  },
  hints: [
    {
      ko: '컨텍스트는 그대로 `~/hello` 폴더예요. Dockerfile만 다른 것을 쓰면 되고, 그 옵션은 `-f`예요.',
      en: 'The context is still `~/hello`. Only the Dockerfile is another one, and `-f` names it.',
    },
    {
      ko: '`~/hello` 폴더에서 `docker build -t hello:loud -f recipes/loud.Dockerfile .`',
      en: 'In `~/hello`: `docker build -t hello:loud -f recipes/loud.Dockerfile .`',
    },
  ],
  solution: { commands: ['cd ~/hello', 'docker build -t hello:loud -f recipes/loud.Dockerfile .'] },
  alternatives: {
    'from inside recipes': ['cd ~/hello/recipes', 'docker build -t hello:loud -f loud.Dockerfile ..'],
    'whole paths': ['cd', 'docker build --file ~/hello/recipes/loud.Dockerfile --tag hello:loud ~/hello'],
    'read from stdin': ['docker build -t hello:loud -f - ~/hello < ~/hello/recipes/loud.Dockerfile'],
  },
  mistakes: {
    'recipes-as-context': {
      commands: ['cd ~/hello', 'docker build -t hello:loud -f recipes/loud.Dockerfile recipes'],
      diagnosis: {
        ko: '빌드 컨텍스트로 `{path}` 폴더를 골랐어요. 맨 끝의 경로는 Dockerfile이 있는 곳이 아니라 `COPY`가 파일을 가져올 곳이에요. `greeting.txt` 파일은 그 안에 없어요. Dockerfile의 자리는 `-f`로 알려 주고, 컨텍스트는 `~/hello` 폴더로 해 보세요.',
        en: 'You chose `{path}` as the build context. The path at the end is not where the Dockerfile lies but where `COPY` takes its files from, and `greeting.txt` is not in there. Tell the Dockerfile’s place with `-f`, and take `~/hello` as the context.',
      },
    },
    'file-not-there': {
      commands: ['cd ~/hello', 'docker build -t hello:loud -f loud.Dockerfile .'],
      diagnosis: {
        ko: '`-f` 뒤에 `{file}` 경로를 적었어요. 이 경로는 지금 셸이 있는 폴더에서부터 세고, 컨텍스트의 경로도 마찬가지예요. `~/hello` 폴더에서는 `recipes/loud.Dockerfile`, `~/hello/recipes` 폴더에서는 컨텍스트를 `..`으로 적어요.',
        en: 'Behind `-f` stands `{file}`. That path counts from the folder your shell is in, and so does the context’s. In `~/hello` write `recipes/loud.Dockerfile`; in `~/hello/recipes` the context would be `..`.',
      },
    },
    plain: {
      commands: ['cd ~/hello', 'docker build -t hello:loud .'],
      diagnosis: {
        ko: '`hello:loud` 이미지에 `/app/size.txt` 파일이 있고 `/loud.txt` 파일은 없어요. `-f`가 없어서 컨텍스트에 있는 `Dockerfile`이 쓰인 거예요. `-f recipes/loud.Dockerfile` 옵션을 더해 다시 빌드해 보세요.',
        en: '`hello:loud` has `/app/size.txt` and no `/loud.txt`: without `-f`, the file `Dockerfile` of the context was used. Build again with `-f recipes/loud.Dockerfile`.',
      },
    },
  },
  missing: {
    ko: '`recipes/loud.Dockerfile` 파일로 빌드한 `hello:loud` 이미지를 찾고 있어요.',
    en: 'Looking for an image `hello:loud` that was built by `recipes/loud.Dockerfile`.',
  },
});
