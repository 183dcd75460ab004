import { commands, history, image } from '../../../sandbox/checks/collectors.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { ownFiles } from '../../../sandbox/checks/image-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { failedBuild } from '../../../sandbox/checks/typed-builds.ts';
import { address, archive, base, fileAt, fileNamed, rowOf, sourcesIn, write } from './facts.ts';

const tag = 'box:url';
const path = `/download/${archive}`;

export const fetchUrl = defineStep({
  id: 'fetch',
  collect: {
    made: image(tag),
    own: ownFiles(tag, base),
    rows: history(tag),
    dockerfile: homeFile('~/box/Dockerfile'),
    typed: commands(),
  },
  judge({ made, own, rows, dockerfile, typed }) {
    const fetched = rowOf(rows, 'ADD', '://');
    const file = fileAt(own, path);
    if (file && fetched) return passed({ path, bytes: file.sizeBytes });
    if (failedBuild(typed)) {
      const wrong = sourcesIn(dockerfile).find(
        ({ instruction, source }) => instruction === 'COPY' && /^https?:\/\//.test(source),
      );
      return wrong ? mistake('copy-url', { address: wrong.source }) : notYet();
    }
    if (!made || !own) return notYet();
    const named = fileAt(own, '/download');
    if (named && fetched) return mistake('no-folder', { path: named.path, bytes: named.sizeBytes });
    if (fetched) {
      const elsewhere = fileNamed(own, archive);
      return elsewhere ? mistake('other-place', { path: elsewhere.path }) : notYet();
    }
    const local = rowOf(rows, 'ADD', archive);
    return local && fileAt(own, '/download/index.html') ? mistake('local', { row: local }) : notYet();
  },
  hints: [
    {
      ko: '`ADD`는 컨텍스트의 파일 이름 자리에 주소(URL)도 받아요.',
      en: 'In the place of a file in the context, `ADD` takes an address (URL) too.',
    },
    {
      ko: '`ADD http://localhost:8642/site.tar.gz /download/`처럼 적어요. 끝의 `/`는 “디렉터리 안에”라는 뜻이에요.',
      en: 'Write `ADD http://localhost:8642/site.tar.gz /download/`. The `/` at the end says “into this directory”.',
    },
    {
      ko: '이미지 이름은 `box:url`이에요. `docker build -t box:url ~/box` 명령어로 빌드해요.',
      en: 'The image is called `box:url`: build with `docker build -t box:url ~/box`.',
    },
  ],
  solution: {
    commands: [
      write('FROM busybox:1.35', `ADD ${address} /download/`),
      'docker build -t box:url ~/box',
      'docker run --rm box:url find /download',
    ],
  },
  alternatives: {
    'the file’s whole name': [
      write('FROM busybox:1.35', `ADD ${address.replace('localhost', '127.0.0.1')} /download/site.tar.gz`),
      'docker build -t box:url ~/box',
    ],
    'all three steps in one Dockerfile': [
      write(
        'FROM busybox:1.35',
        'COPY note.txt /note.txt',
        'ADD site.tar.gz /site/',
        `ADD --chmod=644 ${address} /download/`,
      ),
      'cd ~/box && docker build -t box:url .',
    ],
  },
  mistakes: {
    'copy-url': {
      commands: [write('FROM busybox:1.35', `COPY ${address} /download/`), 'docker build -t box:url ~/box'],
      diagnosis: {
        ko: '빌드가 실패했어요. Dockerfile의 `COPY`가 `{address}` 주소를 가리키는데, `COPY`는 컨텍스트의 파일만 받아요. 주소에서 내려받는 지시어는 `ADD`예요. 지시어를 바꿔서 다시 빌드해 보세요.',
        en: 'The build failed. `COPY` in your Dockerfile names the address `{address}`, and `COPY` takes files of the context only. Fetching from an address is what `ADD` does: change the instruction and build again.',
      },
    },
    'no-folder': {
      commands: [write('FROM busybox:1.35', `ADD ${address} /download`), 'docker build -t box:url ~/box'],
      diagnosis: {
        ko: '내려받기는 했는데, 디렉터리가 아니라 `{path}`라는 이름의 파일({bytes}바이트)이 됐어요. 주소에서 받을 때 끝에 `/`가 없으면 그 낱말이 곧 파일 이름이에요. `/download/`처럼 끝에 `/`를 붙여 보세요.',
        en: 'It was fetched, but as a file of the name `{path}`, {bytes} bytes, and not into a directory: without a `/` at the end that word is the file’s name. Write `/download/`, with the `/`.',
      },
    },
    'other-place': {
      commands: [write('FROM busybox:1.35', `ADD ${address} /`), 'docker build -t box:url ~/box'],
      diagnosis: {
        ko: '내려받은 파일이 `{path}` 자리에 있어요. 이 단계는 `/download/site.tar.gz` 파일을 찾아요. 지시어의 마지막 낱말을 `/download/`로 고쳐서 다시 빌드해 보세요.',
        en: 'The file that was fetched is at `{path}`. This step looks for `/download/site.tar.gz`: make `/download/` the last word of the instruction and build again.',
      },
    },
    local: {
      commands: [write('FROM busybox:1.35', 'ADD site.tar.gz /download/'), 'docker build -t box:url ~/box'],
      diagnosis: {
        ko: '이미지의 기록에 `{row}` 줄이 있고, 파일이 풀린 채로 들어 있어요. 컨텍스트에 있던 압축 파일을 쓴 거예요. 이번에는 파일 이름 대신 `http://localhost:8642/site.tar.gz` 주소를 적고, 결과가 어떻게 다른지 보세요.',
        en: 'The history says `{row}`, and the files came out unpacked: that was the archive of the context. This time write the address `http://localhost:8642/site.tar.gz` in its place and see how the result differs.',
      },
    },
  },
  missing: {
    ko: '주소에서 받은 `/download/site.tar.gz` 파일이 든 `box:url` 이미지를 찾고 있어요.',
    en: 'Looking for an image `box:url` with `/download/site.tar.gz`, fetched from the address.',
  },
  note: {
    ko: '`{path}` 파일은 {bytes}바이트, 압축된 그대로예요. 주소에서 받은 것은 풀지 않아요.',
    en: '`{path}` has {bytes} bytes and is still packed: what comes from an address is not unpacked.',
  },
});
