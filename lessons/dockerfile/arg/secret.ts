import { createHash } from 'node:crypto';
import { history, image } from '../../../sandbox/checks/collectors.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { ownFiles } from '../../../sandbox/checks/image-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { base, write } from './facts.ts';

const path = '/proof';
const tag = 'greet:secret';

export const secret = defineStep({
  id: 'secret',
  collect: {
    made: image(tag),
    rows: history(tag),
    own: ownFiles(tag, base, [path, '/token', '/greet/token']),
    token: homeFile('~/greet/token'),
  },
  judge({ made, rows, own, token }) {
    if (!made || !rows || !own || token.kind !== 'text') return notYet();
    const word = token.text.trim();
    if (word === '') return notYet();
    const entry = made.config.env.find((each) => each.includes(word));
    if (entry) return mistake('in-env', { image: tag, entry });
    const row = rows.find(({ createdBy }) => createdBy.includes(word));
    if (row) return mistake('in-history', { row: aroundWord(row.createdBy, word) });
    const copied = own.layers.flat().find(({ kind, path: at }) => kind === 'file' && at.endsWith('/token'));
    if (copied) return mistake('in-layer', { path: copied.path });
    const isProven = [token.text, word].some((text) => own.texts[path]?.includes(sha256(text)));
    return isProven ? passed() : notYet();
  },
  hints: [
    {
      ko: '`RUN` 지시어에는 그 명령어가 도는 동안에만 파일을 보여 주는 `--mount=type=secret` 옵션이 있어요.',
      en: '`RUN` has an option that shows a file only while its command runs: `--mount=type=secret`.',
    },
    {
      ko: 'Dockerfile에는 `RUN --mount=type=secret,id=token sha256sum /run/secrets/token > /proof` 줄을 적어요.',
      en: 'In the Dockerfile: `RUN --mount=type=secret,id=token sha256sum /run/secrets/token > /proof`.',
    },
    {
      ko: '빌드할 때 파일을 건네요. `docker build --secret id=token,src=token -t greet:secret .`',
      en: 'Hand the file over when you build: `docker build --secret id=token,src=token -t greet:secret .`',
    },
  ],
  solution: {
    commands: [
      'cd ~/greet',
      write('FROM busybox:1.35', 'RUN --mount=type=secret,id=token sha256sum /run/secrets/token > /proof'),
      'docker build --secret id=token,src=token -t greet:secret .',
    ],
  },
  alternatives: {
    'another id and place': [
      write(
        'FROM busybox:1.35',
        'RUN --mount=type=secret,id=t,target=/t cat /t | sha256sum | cut -d " " -f 1 > /proof',
      ),
      'docker build --secret id=t,src=$HOME/greet/token -t greet:secret ~/greet',
    ],
  },
  mistakes: {
    'in-history': {
      commands: [
        write('FROM busybox:1.35', 'ARG TOKEN', 'RUN echo $TOKEN | sha256sum > /proof'),
        'docker build --build-arg TOKEN=$(cat ~/greet/token) -t greet:secret ~/greet',
      ],
      diagnosis: {
        ko: '토큰이 이미지의 기록에 그대로 보여요. `{row}` 줄이에요. `ARG`의 값은 실행 중에는 없지만, 빌드한 기록에는 남아서 이미지를 받은 사람이 `docker history --no-trunc`로 읽을 수 있어요. `RUN --mount=type=secret` 방법으로 바꿔서 다시 빌드해 보세요.',
        en: 'The token stands in the image’s history, in this row: `{row}`. The value of an `ARG` is gone at run time and stays in the record of the build, where whoever gets the image reads it with `docker history --no-trunc`. Use `RUN --mount=type=secret` and build again.',
      },
    },
    'in-env': {
      commands: [
        write('FROM busybox:1.35', 'ARG TOKEN', 'ENV TOKEN=$TOKEN', 'RUN echo $TOKEN | sha256sum > /proof'),
        'docker build --build-arg TOKEN=$(cat ~/greet/token) -t greet:secret ~/greet',
      ],
      diagnosis: {
        ko: '`{image}` 이미지의 설정에 `{entry}` 항목이 있어요. `ENV`의 값은 이미지에 남고, 이 이미지로 만드는 모든 컨테이너가 가져요. 비밀은 넣으면 안 되는 자리예요. `RUN --mount=type=secret` 방법으로 바꿔서 다시 빌드해 보세요.',
        en: 'The settings of `{image}` say `{entry}`. What `ENV` sets stays in the image, and every container made from it has it: no place for a secret. Use `RUN --mount=type=secret` and build again.',
      },
    },
    'in-layer': {
      commands: [
        write('FROM busybox:1.35', 'COPY token /token', 'RUN sha256sum /token > /proof && rm /token'),
        'docker build -t greet:secret ~/greet',
      ],
      diagnosis: {
        ko: '이미지의 한 레이어에 `{path}` 파일이 들어 있어요. 뒤의 `RUN`에서 지웠더라도 `COPY`의 레이어에는 그대로 남아서 꺼낼 수 있어요. 파일을 복사하지 말고 `RUN --mount=type=secret` 방법으로 보여 주기만 해 보세요.',
        en: 'A layer of the image holds the file `{path}`. Even if a later `RUN` deletes it, it stays in the layer of the `COPY` and can be taken out. Do not copy it: show it to the build with `RUN --mount=type=secret`.',
      },
    },
  },
  missing: {
    ko: '`/proof` 파일에 토큰의 SHA-256 값이 있고, 토큰 자체는 기록에도 설정에도 레이어에도 없는 `greet:secret` 이미지를 찾고 있어요.',
    en: 'Looking for an image `greet:secret` with the token’s SHA-256 in `/proof`, and the token itself in no history, settings or layer.',
  },
  note: {
    ko: '빌드는 토큰을 썼지만, 이미지 어디에도 토큰이 없어요.',
    en: 'The build has used the token, and it is nowhere in the image.',
  },
});

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The piece of a long row that shows the word. */
function aroundWord(row: string, word: string): string {
  const at = row.indexOf(word);
  const begin = Math.max(0, at - 40);
  return `${begin > 0 ? '…' : ''}${row.slice(begin, at + word.length + 40)}`;
}
