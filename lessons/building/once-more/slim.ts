import { homeFiles } from '../../../sandbox/checks/home-files.ts';
import { ownFiles } from '../../../sandbox/checks/image-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { base, heaviest, heavyBytes, isComplete, secretInside, secrets, tools } from './facts.ts';

export const dockerfile = (...lines: string[]) =>
  `cat > Dockerfile <<'EOF'\n${['FROM busybox:1.35', 'WORKDIR /kiosk', ...lines, 'CMD ["cat", "/kiosk/menu.txt"]'].join('\n')}\nEOF`;
export const joined =
  'RUN head -c 20000000 /dev/zero > /tmp/download \\\n && wc -c /tmp/download > tools.txt \\\n && rm /tmp/download';
const ignored = "echo '**/token.key' > .dockerignore";

export const slim = defineStep({
  id: 'slim',
  collect: { own: ownFiles('kiosk:1', base, [tools]), files: homeFiles('~/kiosk') },
  judge({ own, files }) {
    if (!own) return notYet();
    const secret = secretInside(own);
    if (secret !== undefined) return mistake('secret', { path: secret });
    const big = heaviest(own);
    if (big && big.sizeBytes > heavyBytes)
      return mistake('heavy', { path: big.path, size: `${Math.round(big.sizeBytes / 1e6)} MB` });
    const hasSecrets = secrets.every((path) => files?.some((each) => each.path === path));
    return hasSecrets && isComplete(own) ? passed() : notYet();
  },
  hints: [
    {
      ko: '할 일은 둘이에요. 비밀은 컨텍스트에서 빼고, 내려받기와 지우기는 `RUN` 하나 안에서 끝내세요.',
      en: 'Two things: keep the secrets out of the context, and finish the download and its removal within one `RUN`.',
    },
    {
      ko: '`.dockerignore` 파일에 `**/token.key` 한 줄을 적으세요. Dockerfile에서는 세 `RUN`을 `&&`로 이으세요.',
      en: 'One line in `.dockerignore`: `**/token.key`. In the Dockerfile, join the three `RUN` by `&&`.',
    },
  ],
  solution: {
    commands: ['cd ~/kiosk', ignored, dockerfile(joined, 'COPY . .'), 'docker build -t kiosk:1 .'],
  },
  alternatives: {
    'copied first': ['cd ~/kiosk', ignored, dockerfile('COPY . .', joined), 'docker build -q -t kiosk:1 .'],
    'only what is needed': [
      'cd ~/kiosk',
      dockerfile(joined, 'COPY menu.txt .'),
      'docker build -q -t kiosk:1 .',
    ],
  },
  mistakes: {
    secret: {
      commands: ['cd ~/kiosk', 'echo token.key > .dockerignore', 'docker build -t kiosk:1 .'],
      diagnosis: {
        ko: '`kiosk:1` 이미지의 레이어에 `/kiosk/{path}` 파일이 들어 있어요. 한번 레이어에 들어간 비밀은 나중에 지워도 남으니, 처음부터 컨텍스트에 없어야 해요. 어느 폴더에 있든 맞는 패턴을 `.dockerignore` 파일에 적고 다시 빌드해 보세요.',
        en: 'A layer of `kiosk:1` holds `/kiosk/{path}`. Once a secret is in a layer, removing it later does not help: it must not be in the context at all. Write a pattern into `.dockerignore` that fits in any folder, and build again.',
      },
    },
    heavy: {
      commands: ['cd ~/kiosk', ignored, 'docker build -t kiosk:1 .'],
      diagnosis: {
        ko: '`kiosk:1` 이미지의 레이어에 {size}짜리 `{path}` 파일이 남아 있어요. 그것을 만든 `RUN`이 끝날 때 레이어가 굳었기 때문이에요. 만들고, 쓰고, 지우는 일을 `RUN` 하나 안에서 끝내 보세요.',
        en: 'A layer of `kiosk:1` still holds `{path}`, {size}: the layer was set when the `RUN` that made it ended. Make it, use it and remove it within one `RUN`.',
      },
    },
  },
  missing: {
    ko: '비밀 파일도 큰 레이어도 없고, `/kiosk/menu.txt` 파일과 빌드 중에 만든 `/kiosk/tools.txt` 파일이 있는 `kiosk:1` 이미지를 찾고 있어요. 비밀 파일은 여러분의 폴더에 그대로 있어야 해요.',
    en: 'Looking for `kiosk:1` without secrets and without a big layer, with `/kiosk/menu.txt`, and with `/kiosk/tools.txt` as the build makes it. The secrets must still be in your folder.',
  },
});
