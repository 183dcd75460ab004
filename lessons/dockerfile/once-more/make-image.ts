import { history, image } from '../../../sandbox/checks/collectors.ts';
import { ownFiles } from '../../../sandbox/checks/image-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { page, tag, write } from './facts.ts';

export const makeImage = defineStep({
  id: 'image',
  collect: { made: image(tag), own: ownFiles(tag, 'busybox:1.35', [page]), rows: history(tag) },
  judge({ made, own, rows }) {
    if (!made || !own || !rows) return notYet();
    const { entrypoint, cmd, exposedPorts, volumes } = made.config;
    if (entrypoint[0] === '/bin/sh' && entrypoint[1] === '-c')
      return mistake('shell-form', { line: entrypoint[2] ?? '' });
    const files = own.layers.flat().filter(({ kind }) => kind === 'file');
    const packed = files.find(({ path }) => path.endsWith('/page.tar.gz'));
    const isIn = /Poster \d+/.test(own.texts[page] ?? '');
    if (packed) return mistake('packed', { path: packed.path });
    if (entrypoint.length === 0 && /(^|[\s/])httpd\b/.test(cmd.join(' ')))
      return mistake('only-cmd', { cmd: cmd.join(' ') });
    const isServer = /(^|\/)httpd$/.test(entrypoint.find((word) => !/busybox$/.test(word)) ?? '');
    const isWhole = isIn && isServer && cmd.join(' ') === '-h /www';
    const isNoted = exposedPorts.includes('8091/tcp') && volumes.includes('/logs');
    return isWhole && isNoted ? passed({ program: [...entrypoint, ...cmd].join(' ') }) : notYet();
  },
  hints: [
    {
      ko: '압축을 풀어 넣는 지시어, 포트를 알리는 지시어, 볼륨을 정하는 지시어, 늘 실행할 것과 바꿀 수 있는 인자를 적는 지시어가 하나씩 필요해요.',
      en: 'You need one instruction each to unpack the archive, to note the port, to set the volume, to say what always runs, and to give the arguments that may change.',
    },
    {
      ko: '`FROM`, `ADD`, `EXPOSE`, `VOLUME`, `ENTRYPOINT`, `CMD`예요. `-h /www`만 `CMD`에 적어요.',
      en: '`FROM`, `ADD`, `EXPOSE`, `VOLUME`, `ENTRYPOINT`, `CMD`. Only `-h /www` goes into `CMD`.',
    },
  ],
  solution: {
    commands: [
      write(
        'FROM busybox:1.35',
        'ADD page.tar.gz /www/',
        'EXPOSE 8091',
        'VOLUME ["/logs"]',
        'ENTRYPOINT ["httpd", "-f", "-p", "8091"]',
        'CMD ["-h", "/www"]',
      ),
      'docker build -t poster:1 ~/poster',
    ],
  },
  alternatives: {
    'another order, another file name': [
      write(
        'FROM busybox:1.35',
        'ENTRYPOINT ["/bin/httpd", "-p", "8091", "-f"]',
        'CMD ["-h", "/www"]',
        'VOLUME /logs',
        'EXPOSE 8091/tcp',
        'WORKDIR /www',
        'ADD page.tar.gz .',
      ),
      'cd ~/poster && mv Dockerfile Posterfile && docker build -f Posterfile -t poster:1 .',
    ],
  },
  mistakes: {
    packed: {
      commands: [
        write('FROM busybox:1.35', 'COPY page.tar.gz /www/', 'EXPOSE 8091', 'VOLUME ["/logs"]'),
        'docker build -t poster:1 ~/poster',
      ],
      diagnosis: {
        ko: '이미지의 `{path}` 자리에 압축 파일이 그대로 들어 있어요. `COPY`는 풀지 않고, 한번 들어간 파일은 지워도 레이어에 남아요. 컨텍스트의 tar 파일을 풀어 넣는 지시어로 바꿔 보세요.',
        en: 'At `{path}` of the image lies the archive, unopened. `COPY` does not unpack, and what is in a layer stays there even if deleted later. Use the instruction that unpacks a tar file of the context.',
      },
    },
    'only-cmd': {
      commands: [
        write(
          'FROM busybox:1.35',
          'ADD page.tar.gz /www/',
          'EXPOSE 8091',
          'VOLUME ["/logs"]',
          'CMD ["httpd", "-f", "-p", "8091", "-h", "/www"]',
        ),
        'docker build -t poster:1 ~/poster',
      ],
      diagnosis: {
        ko: '이미지에 ENTRYPOINT가 없고 CMD가 `{cmd}` 전체예요. 이러면 `docker run`에 인자를 줄 때 서버까지 바뀌어 버려요. 늘 실행할 부분은 `ENTRYPOINT`로 옮기고, 바꿀 수 있는 부분만 `CMD`에 남겨 보세요.',
        en: 'The image has no ENTRYPOINT, and its CMD is all of `{cmd}`: an argument of `docker run` would replace the very server. Move what always runs into `ENTRYPOINT`, and leave in `CMD` only what may change.',
      },
    },
    'shell-form': {
      commands: [
        write(
          'FROM busybox:1.35',
          'ADD page.tar.gz /www/',
          'ENTRYPOINT httpd -f -p 8091',
          'CMD ["-h", "/www"]',
        ),
        'docker build -t poster:1 ~/poster',
      ],
      diagnosis: {
        ko: '이미지는 `{line}` 줄을 셸에게 넘겨요. 셸 형식이라서 뒤에 붙는 인자가 사라져요. 대괄호와 곧은 큰따옴표를 쓴 목록으로 고쳐 보세요.',
        en: 'The image hands the line `{line}` to a shell. That is the shell form, and arguments behind it vanish. Write a list, with brackets and straight double quotes.',
      },
    },
  },
  missing: {
    ko: '목표의 다섯 가지를 모두 갖춘 `poster:1` 이미지를 찾고 있어요.',
    en: 'Looking for an image `poster:1` that meets all five points of the goal.',
  },
  note: {
    ko: '이 이미지의 컨테이너는 `{program}` 명령어를 실행해요.',
    en: 'A container of this image runs `{program}`.',
  },
});
