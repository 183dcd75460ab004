import { buildRecord } from '../../../sandbox/checks/build-record.ts';
import { commands } from '../../../sandbox/checks/collectors.ts';
import { type DockerfileInstruction, readDockerfile } from '../../../sandbox/checks/dockerfile-facts.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { ownFiles } from '../../../sandbox/checks/image-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { failedBuild } from '../../../sandbox/checks/typed-builds.ts';
import { base, page, sameLayers, shopBuild, shortId } from './facts.ts';

/** What installing needs. */
const needed = ['install.sh', 'parts.txt'];
const keywords = new Set(['FROM', 'WORKDIR', 'COPY', 'ADD', 'RUN', 'CMD', 'LABEL', 'ENV', 'ARG']);

const rewritten = (lines: readonly string[]) =>
  `cat > Dockerfile <<'EOF'\n${['FROM busybox:1.35', 'WORKDIR /shop', ...lines, 'CMD ["cat", "/shop/page.html"]'].join('\n')}\nEOF`;
const ordered = rewritten(['COPY install.sh parts.txt ./', 'RUN sh install.sh', 'COPY . .']);
const buildsAround = (edit: string) => ['docker build -q -t shop:3 .', edit, 'docker build -q -t shop:4 .'];

export const goodOrder = defineStep({
  id: 'order',
  collect: {
    baseRows: buildRecord(base),
    rowsOne: buildRecord('shop:3'),
    rowsTwo: buildRecord('shop:4'),
    ownOne: ownFiles('shop:3', base, [page]),
    ownTwo: ownFiles('shop:4', base, [page]),
    dockerfile: homeFile('~/shop/Dockerfile'),
    typed: commands(),
  },
  judge({ baseRows, rowsOne, rowsTwo, ownOne, ownTwo, dockerfile, typed }) {
    if (failedBuild(typed) && dockerfile.kind === 'text') {
      const file = copiedTooLate(dockerfile.text);
      if (file !== undefined) return mistake('too-late', { file });
    }
    const one = shopBuild(baseRows, rowsOne, ownOne);
    const two = shopBuild(baseRows, rowsTwo, ownTwo);
    if (one?.pageFirst) return mistake('copy-first', { image: 'shop:3' });
    if (two?.pageFirst) return mistake('copy-first', { image: 'shop:4' });
    if (!one || !two) return notYet();
    if (one.installed !== two.installed)
      return mistake('ran-again', { one: shortId(one.installed), two: shortId(two.installed) });
    const isEdited = ownOne?.texts[page] !== ownTwo?.texts[page];
    if (isEdited) return passed({ layer: shortId(two.installed) });
    return sameLayers(one, two) ? mistake('nothing-changed', { layer: shortId(two.installed) }) : notYet();
  },
  hints: [
    {
      ko: '`RUN sh install.sh`에 필요한 파일은 둘뿐이에요. 그 둘만 먼저 복사하고, 나머지는 설치가 끝난 뒤에 복사하면 돼요.',
      en: '`RUN sh install.sh` needs two files only. Copy just these first, and the rest when the parts are installed.',
    },
    {
      ko: '순서는 `COPY install.sh parts.txt ./`, `RUN sh install.sh`, `COPY . .`이에요. `nano Dockerfile`로 고치고, Ctrl+O와 Enter로 저장하고, Ctrl+X로 나오세요.',
      en: 'The order is `COPY install.sh parts.txt ./`, `RUN sh install.sh`, `COPY . .`. Edit with `nano Dockerfile`; Ctrl+O and Enter saves, Ctrl+X leaves.',
    },
    {
      ko: '그다음은 앞 단계와 같아요. `shop:3` 이미지를 빌드하고, `page.html` 파일에 한 줄을 더하고, `shop:4` 이미지를 빌드하세요.',
      en: 'Then as before: build `shop:3`, add a line to `page.html`, build `shop:4`.',
    },
  ],
  solution: {
    commands: ['cd ~/shop', ordered, ...buildsAround("echo '<p>Closed on Mondays</p>' >> page.html")],
  },
  alternatives: {
    'files copied one by one': [
      'cd ~/shop',
      rewritten(['COPY parts.txt .', 'COPY install.sh .', 'RUN sh install.sh', 'COPY page.html .']),
      ...buildsAround("echo '<h1>New</h1>' > page.html"),
    ],
    'after a wrong order': [
      'cd ~/shop',
      'docker build -q -t shop:3 .',
      ordered,
      ...buildsAround("echo '<p>Closed on Mondays</p>' >> page.html"),
    ],
  },
  mistakes: {
    'copy-first': {
      commands: ['cd ~/shop', ...buildsAround("echo '<p>Closed on Mondays</p>' >> page.html")],
      diagnosis: {
        ko: '`{image}` 이미지에서는 `page.html` 파일이 부품을 설치하기 전에 복사됐어요. 어떤 지시어의 입력이 달라지면 그 지시어와 그 아래의 지시어가 모두 다시 실행돼요. 그래서 글을 고칠 때마다 설치도 다시 돌아요. Dockerfile에서 `COPY . .` 줄을 `RUN` 아래로 옮기고, 위에는 설치에 필요한 파일만 남겨 보세요.',
        en: 'In `{image}` the file `page.html` was copied before the parts were installed. When the input of an instruction changes, it and all that follow are carried out again, so each edit of the page installs the parts anew. Move `COPY . .` below `RUN` and leave above it only what the installation needs.',
      },
    },
    'too-late': {
      commands: ['cd ~/shop', rewritten(['RUN sh install.sh', 'COPY . .']), 'docker build -t shop:3 .'],
      diagnosis: {
        ko: '빌드가 실패했어요. `RUN`이 실행될 때 `{file}` 파일이 아직 이미지에 없어요. 지시어는 위에서 아래로 실행되니, 그 아래의 `COPY`는 도움이 되지 않아요. `RUN` 위에서 `{file}` 파일을 복사해 보세요.',
        en: 'The build failed: when `RUN` is carried out, the file `{file}` is not in the image yet. Instructions go from top to bottom, so a `COPY` below comes too late. Copy `{file}` above `RUN`.',
      },
    },
    'nothing-changed': {
      commands: ['cd ~/shop', ordered, ...buildsAround('touch page.html')],
      diagnosis: {
        ko: '순서는 좋아요. 그런데 `shop:3`과 `shop:4` 두 이미지의 레이어가 모두 같아서, 무엇이 다시 실행됐는지 견줄 수 없어요. `page.html` 파일의 내용을 바꾸고 `shop:4` 이미지를 다시 빌드해 보세요.',
        en: 'The order is good. But all layers of `shop:3` and `shop:4` are the same, so nothing can be told apart. Change what is in `page.html` and build `shop:4` again.',
      },
    },
    'ran-again': {
      commands: [
        'cd ~/shop',
        ordered,
        'docker build -q -t shop:3 .',
        "echo '<p>Closed on Mondays</p>' >> page.html",
        'docker build -q --no-cache -t shop:4 .',
      ],
      diagnosis: {
        ko: '순서는 좋은데, 부품을 설치한 레이어가 `{one}` 레이어와 `{two}` 레이어로 서로 달라요. 설치에 필요한 파일이 그 사이에 달라졌거나, `--no-cache` 옵션처럼 캐시를 쓰지 않게 한 거예요. `page.html` 파일만 고치고 `shop:3`과 `shop:4` 이미지를 차례로 다시 빌드해 보세요.',
        en: 'The order is good, yet the layers with the installed parts differ: `{one}` and `{two}`. Either a file that the installation needs has changed in between, or the cache was not used, as with `--no-cache`. Build `shop:3`, change `page.html` alone, and build `shop:4`.',
      },
    },
  },
  missing: {
    ko: '`page.html` 파일은 서로 다르고 부품을 설치한 레이어는 같은 `shop:3` 이미지와 `shop:4` 이미지를 찾고 있어요.',
    en: 'Looking for `shop:3` and `shop:4` with different pages and the same layer of installed parts.',
  },
  note: {
    ko: '두 이미지의 페이지는 다른데, 부품을 설치한 레이어는 `{layer}` 레이어 하나예요. 캐시에서 나왔어요.',
    en: 'The pages differ, and the layer with the installed parts is the same in both, `{layer}`: it came from the cache.',
  },
});

/** A file that installing needs and that is copied below `RUN` only, as far as can be told. */
function copiedTooLate(text: string): string | undefined {
  const { instructions } = readDockerfile(text);
  // Something else may have stopped the build: a misspelt instruction.
  if (!instructions.every(({ keyword }) => keywords.has(keyword))) return undefined;
  const run = instructions.findIndex(
    ({ keyword, text: shell }) => keyword === 'RUN' && shell.includes('install.sh'),
  );
  if (run === -1) return undefined;
  const copiedBy = (some: readonly DockerfileInstruction[], file: string) =>
    some
      .filter(({ keyword }) => keyword === 'COPY' || keyword === 'ADD')
      .flatMap(({ words, execForm }) => (execForm ?? words).slice(0, -1))
      .some(
        (source) => /[*?[]/.test(source) || ['.', './', '/', file, `./${file}`, `/${file}`].includes(source),
      );
  const [above, below] = [instructions.slice(0, run), instructions.slice(run)];
  return needed.find((file) => !copiedBy(above, file) && copiedBy(below, file));
}
