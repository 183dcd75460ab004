import { commands, history, image } from '../../../sandbox/checks/collectors.ts';
import { ownFiles } from '../../../sandbox/checks/image-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { archive, base, fileAt, fileNamed, filesOf, rowOf, write } from './facts.ts';

const tag = 'box:add';
const page = '/site/index.html';

export const unpackArchive = defineStep({
  id: 'unpack',
  collect: { made: image(tag), own: ownFiles(tag, base), rows: history(tag), typed: commands() },
  judge({ made, own, rows }) {
    if (!made || !own || !rows) return notYet();
    const copied = rowOf(rows, 'COPY', archive);
    const added = rowOf(rows, 'ADD', archive);
    const packed = fileNamed(own, archive);
    if (fileAt(own, page)) {
      // A copy that is deleted later on still weighs in its layer.
      if (packed && copied)
        return mistake('archive-stays', { image: tag, path: packed.path, bytes: packed.sizeBytes });
      return added ? passed({ files: filesOf(own).length, row: added }) : notYet();
    }
    const elsewhere = fileNamed(own, 'index.html');
    if (added && elsewhere) return mistake('other-place', { image: tag, path: elsewhere.path });
    if (!copied) return notYet();
    // COPY to a name that is no folder makes a file of that name.
    const lies = packed ?? filesOf(own).find(({ path }) => path === '/site' || path === page);
    return lies ? mistake('packed', { row: copied, path: lies.path, bytes: lies.sizeBytes }) : notYet();
  },
  hints: [
    {
      ko: '`COPY`는 파일을 있는 그대로 넣어요. 압축 파일을 풀어서 넣는 지시어는 `COPY`와 꼭 닮은 다른 지시어예요.',
      en: '`COPY` puts a file in as it is. The instruction that unpacks an archive looks just like it and has another name.',
    },
    {
      ko: '`ADD site.tar.gz /site/`처럼 적어요. `site.tar.gz` 파일은 이미 컨텍스트(`~/box`)에 있어요.',
      en: 'It is `ADD site.tar.gz /site/`. The file is in the context, `~/box`, already.',
    },
    {
      ko: '이미지 이름은 `box:add`예요. `docker build -t box:add ~/box` 명령어로 빌드해요.',
      en: 'The image is called `box:add`: build with `docker build -t box:add ~/box`.',
    },
  ],
  solution: {
    commands: [
      write('FROM busybox:1.35', 'COPY note.txt /note.txt', 'ADD site.tar.gz /site/'),
      'docker build -t box:add ~/box',
      'docker run --rm box:add ls /site',
    ],
  },
  alternatives: {
    'only this instruction, no slash at the end': [
      write('FROM busybox:1.35', 'add ./site.tar.gz /site'),
      'docker build -t box:add ~/box',
    ],
    'into a working directory': [
      write('FROM busybox:1.35', 'WORKDIR /site', 'ADD site.tar.gz .'),
      'cd ~/box && docker build --tag box:add .',
    ],
    'another file name': [
      write('FROM busybox:1.35', 'ADD site.tar.gz /site/'),
      'mv ~/box/Dockerfile ~/box/Site.dockerfile',
      'docker build -f ~/box/Site.dockerfile -t box:add ~/box',
    ],
    'after a COPY': [
      write('FROM busybox:1.35', 'COPY site.tar.gz /site/'),
      'docker build -t box:add ~/box',
      write('FROM busybox:1.35', 'ADD site.tar.gz /site/'),
      'docker build -t box:add ~/box',
    ],
  },
  mistakes: {
    packed: {
      commands: [write('FROM busybox:1.35', 'COPY site.tar.gz /site/'), 'docker build -t box:add ~/box'],
      diagnosis: {
        ko: '이미지의 기록에 `{row}` 줄이 있고, `{path}` 자리에는 {bytes}바이트짜리 압축 파일이 그대로 있어요. `COPY`는 압축 파일도 보통 파일처럼 넣기만 해요. 풀어서 넣으려면 지시어를 `ADD`로 바꿔 보세요.',
        en: 'The image’s history says `{row}`, and at `{path}` lies the archive itself, {bytes} bytes, unopened: to `COPY` an archive is a file like any other. Make the instruction an `ADD`, which unpacks it.',
      },
    },
    'archive-stays': {
      commands: [
        write(
          'FROM busybox:1.35',
          'COPY site.tar.gz /tmp/',
          'RUN mkdir /site && tar -xzf /tmp/site.tar.gz -C /site && rm /tmp/site.tar.gz',
        ),
        'docker build -t box:add ~/box',
      ],
      diagnosis: {
        ko: '파일은 풀려 있어요. 그런데 `{image}` 이미지의 한 레이어에 압축 파일 `{path}` 하나({bytes}바이트)가 남아 있어요. 뒤의 지시어에서 지워도 앞 레이어의 것은 그대로예요. `ADD site.tar.gz /site/` 한 줄이면 압축 파일은 레이어에 들어가지 않아요.',
        en: 'The files are unpacked. But a layer of `{image}` still holds the archive, `{path}`, {bytes} bytes: deleting it in a later instruction does not take it out of the earlier layer. The one line `ADD site.tar.gz /site/` leaves no archive in any layer.',
      },
    },
    'other-place': {
      commands: [write('FROM busybox:1.35', 'ADD site.tar.gz /'), 'docker build -t box:add ~/box'],
      diagnosis: {
        ko: '`ADD`가 압축을 풀었고, `{image}` 이미지에는 `{path}` 파일이 있어요. 이 단계는 `/site` 디렉터리 안을 찾아요. 지시어의 마지막 낱말을 `/site/`로 고쳐서 다시 빌드해 보세요.',
        en: '`ADD` has unpacked it, and the image `{image}` has `{path}`. This step looks in the directory `/site`: make `/site/` the last word of the instruction and build again.',
      },
    },
  },
  missing: {
    ko: '`ADD`로 풀린 `/site/index.html` 파일이 든 `box:add` 이미지를 찾고 있어요.',
    en: 'Looking for an image `box:add` with `/site/index.html`, unpacked by `ADD`.',
  },
  note: {
    ko: '`{row}` 지시어가 압축을 풀어 넣었어요. 압축 파일 자체는 어느 레이어에도 없어요.',
    en: '`{row}` unpacked the archive. The archive itself is in no layer.',
  },
});
