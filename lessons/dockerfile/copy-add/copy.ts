import { commands, history, image } from '../../../sandbox/checks/collectors.ts';
import { homeFile, homeFiles } from '../../../sandbox/checks/home-files.ts';
import { ownFiles } from '../../../sandbox/checks/image-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { failedBuild } from '../../../sandbox/checks/typed-builds.ts';
import { base, fileNamed, isMissing, leadsOut, rowOf, sourcesIn, write } from './facts.ts';

const path = '/note.txt';
const tag = 'box:copy';

export const copyFile = defineStep({
  id: 'copy',
  collect: {
    made: image(tag),
    own: ownFiles(tag, base, [path]),
    rows: history(tag),
    note: homeFile('~/note.txt'),
    context: homeFiles('~/box'),
    dockerfile: homeFile('~/box/Dockerfile'),
    typed: commands(),
  },
  judge({ made, own, rows, note, context, dockerfile, typed }) {
    const text = own?.texts[path];
    const copied = rowOf(rows, 'COPY', 'note') ?? rowOf(rows, 'ADD', 'note') ?? rowOf(rows, 'COPY', '.');
    // The note may have been moved into the context: what is in the image then counts by its own words.
    const isTheNote = note.kind === 'text' ? text === note.text : /^Note \d+: /.test(text ?? '');
    if (isTheNote && copied) return passed({ row: copied });
    const failed = failedBuild(typed);
    if (failed) {
      const sources = sourcesIn(dockerfile);
      const outside = sources.find(
        ({ source }) => leadsOut(source) && isMissing(source.split('/').at(-1) ?? '', context),
      );
      if (outside) {
        const name = outside.source.split('/').at(-1) ?? '';
        return mistake('outside', { instruction: outside.instruction, source: outside.source, name });
      }
      const isOfBox = failed.operands.every((each) => /^(\.|\.\/|.*\bbox\/?)$/.test(each));
      const absent = sources.find(({ source }) => isMissing(source, context));
      return absent && isOfBox ? mistake('not-in-context', absent) : notYet();
    }
    if (!made || !own) return notYet();
    const elsewhere = fileNamed(own, 'note.txt');
    if (elsewhere && elsewhere.path !== path)
      return mistake('other-place', { image: tag, path: elsewhere.path });
    return notYet();
  },
  hints: [
    {
      ko: '`COPY`는 빌드 컨텍스트 안에서만 찾아요. 컨텍스트는 `docker build`의 마지막에 적은 디렉터리, 곧 `~/box` 디렉터리예요. 파일이 그 안에 있나요?',
      en: '`COPY` looks in the build context and nowhere else: the directory at the end of `docker build`, here `~/box`. Is the file in there?',
    },
    {
      ko: '먼저 `cp ~/note.txt ~/box/` 명령어로 컨텍스트에 넣고, `~/box/Dockerfile`에 `FROM busybox:1.35`와 `COPY note.txt /note.txt` 두 줄을 적으세요.',
      en: 'First `cp ~/note.txt ~/box/`, into the context. Then `~/box/Dockerfile` gets two lines: `FROM busybox:1.35` and `COPY note.txt /note.txt`.',
    },
    {
      ko: '`cd ~/box` 다음에 `docker build -t box:copy .` 명령어로 빌드해요. 맨 끝의 점까지 명령어예요.',
      en: 'After `cd ~/box`, build with `docker build -t box:copy .` — the dot at the end belongs to the command.',
    },
  ],
  solution: {
    commands: [
      'cd ~/box',
      'cp ~/note.txt .',
      write('FROM busybox:1.35', 'COPY note.txt /note.txt'),
      'docker build -t box:copy .',
    ],
    explanation: {
      ko: "`cat > … <<'EOF'` 부분은 `EOF` 줄이 나올 때까지의 글을 파일에 적는 셸의 방법이에요. 편집기 `nano`로 적어도 똑같아요.",
      en: "The `cat > … <<'EOF'` part is a way of the shell to write all lines up to `EOF` into a file. The editor `nano` does as well.",
    },
  },
  alternatives: {
    'the home as the context': [
      write('FROM busybox:1.35', 'COPY note.txt /'),
      'docker build -f ~/box/Dockerfile -t box:copy ~',
    ],
    'moved, the whole context, long form': [
      'mv ~/note.txt ~/box/',
      write('FROM busybox:1.35', 'COPY . /'),
      'docker image build --tag=box:copy ~/box',
    ],
    'ADD, in the form of a list': [
      'cp note.txt box/ || cp ~/note.txt ~/box/',
      write('FROM busybox:1.35', 'ADD ["note.txt", "/note.txt"]'),
      'docker buildx build -t box:copy ~/box',
    ],
    'after looking outside': [
      write('FROM busybox:1.35', 'COPY ../note.txt /note.txt'),
      'docker build -t box:copy ~/box',
      'cp ~/note.txt ~/box/',
      'docker build -t box:copy ~/box',
    ],
  },
  mistakes: {
    outside: {
      commands: [write('FROM busybox:1.35', 'COPY ../note.txt /note.txt'), 'docker build -t box:copy ~/box'],
      diagnosis: {
        ko: '빌드가 실패했어요. Dockerfile의 {instruction} 지시어가 `{source}` 자리를 가리키는데, 빌더는 컨텍스트 밖으로 나가지 않아요. 그 앞부분은 버리고 컨텍스트의 맨 위에서 `{name}` 파일을 찾았고, 거기에는 없었어요. `cp ~/note.txt ~/box/` 명령어로 파일을 컨텍스트에 넣고, 지시어에는 `note.txt`라고만 적어 보세요.',
        en: 'The build failed. {instruction} in your Dockerfile points at `{source}`, and the builder never leaves the context: it dropped the way there and looked for `{name}` at the top of the context, where there is none. Put the file in with `cp ~/note.txt ~/box/`, and write just `note.txt` in the instruction.',
      },
    },
    'not-in-context': {
      commands: [
        write('FROM busybox:1.35', 'COPY note.txt /note.txt'),
        'cd ~/box',
        'docker build -t box:copy .',
      ],
      diagnosis: {
        ko: '빌드가 실패했어요. Dockerfile의 {instruction} 지시어가 `{source}` 파일을 찾는데, 컨텍스트인 `~/box` 디렉터리에는 그 파일이 없어요. 여러분의 홈 디렉터리에 있어도 빌더에게는 보이지 않아요. 먼저 파일을 `~/box` 디렉터리에 복사하고 다시 빌드해 보세요.',
        en: 'The build failed. {instruction} in your Dockerfile asks for `{source}`, and the context, `~/box`, has no such file. That it lies in your home does not help: the builder cannot see it there. Copy it into `~/box` first and build again.',
      },
    },
    'other-place': {
      commands: [
        'cp ~/note.txt ~/box/',
        write('FROM busybox:1.35', 'COPY note.txt /root/'),
        'docker build -t box:copy ~/box',
      ],
      diagnosis: {
        ko: '`{image}` 이미지에는 파일이 `{path}` 자리에 있어요. 컨텍스트에서 가져온 것까지는 맞아요. 이 단계는 맨 위의 `/note.txt` 파일을 찾으니, 지시어의 마지막 낱말을 `/note.txt`로 고쳐서 다시 빌드해 보세요.',
        en: 'In the image `{image}` the file is at `{path}`. It did come from the context; this step only looks for `/note.txt`, at the very top. Make that the last word of the instruction and build again.',
      },
    },
  },
  missing: {
    ko: '빌드로 만들었고 `/note.txt` 자리에 여러분의 `note.txt` 파일이 든 `box:copy` 이미지를 찾고 있어요.',
    en: 'Looking for a built image `box:copy` that has your `note.txt` at `/note.txt`.',
  },
  note: {
    ko: '이미지의 기록에 `{row}` 줄이 있고, 파일의 내용도 같아요.',
    en: 'The image’s history says `{row}`, and the file’s text is the same.',
  },
});
