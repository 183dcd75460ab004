import {
  commands,
  containersOf,
  image,
  topLayerFiles,
  volumesOf,
} from '../../../sandbox/checks/collectors.ts';
import { startsSameProgram } from '../../../sandbox/checks/image-facts.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { dockerCalls, operands, runOptionsWithValue } from '../../../sandbox/checks/typed-docker.ts';
import { base, changedAt, changedNearby, first, holds, volumeWith } from './facts.ts';

const path = '/first';

export const change = defineStep({
  id: 'change',
  collect: {
    origin: image(base),
    made: containersOf(base),
    volumes: volumesOf(base),
    committed: topLayerFiles(first),
    typed: commands(),
  },
  judge({ origin, made, volumes, committed, typed }) {
    // A single command with --rm is over, and its container gone, in a moment; a server with --rm stays.
    const staying = made.filter(
      ({ autoRemove, config }) => !autoRemove || (origin && startsSameProgram(origin.config, config)),
    );
    const changed = changedAt(staying, path);
    if (changed) return passed();
    // Somebody quick has committed the container and removed it.
    if (holds(committed, path)) return passed();
    const inVolume = volumeWith(volumes, path);
    if (inVolume) return mistake('in-volume', inVolume);
    const nearby = changedNearby(staying, path);
    if (nearby) return mistake('other-place', nearby);
    const last = typed.at(-1);
    if (!last) return notYet();
    const run = dockerCalls(last.text).findLast(([verb]) => verb === 'run') ?? [];
    const [name, ...program] = operands(run.slice(1), runOptionsWithValue);
    if (last.exitCode === 0 && run.includes('--rm') && name === base && program.length > 0)
      return mistake('removed-itself');
    const isOutside = dockerCalls(last.text).length === 0 && /(^|[\s>])\/first\b/.test(last.text);
    return isOutside && last.exitCode !== 0 ? mistake('outside', { typed: last.text.trim() }) : notYet();
  },
  hints: [
    {
      ko: '먼저 `docker run -d`로 컨테이너를 띄워 두세요. 돌고 있는 컨테이너 안에서 명령어를 하나 더 실행하는 명령어는 `docker exec`예요.',
      en: 'Start a container first, with `docker run -d`. The command that runs one more program in a running container is `docker exec`.',
    },
    {
      ko: '`docker run -d --name first-box redis:7.0`으로 띄운 다음, `docker exec first-box` 뒤에 빈 파일을 만드는 `touch /first`를 붙여 보세요.',
      en: 'After `docker run -d --name first-box redis:7.0`, put `touch /first`, which makes an empty file, behind `docker exec first-box`.',
    },
  ],
  solution: {
    commands: [
      'docker run -d --name first-box redis:7.0',
      'docker exec first-box touch /first',
      'docker diff first-box',
    ],
    explanation: {
      ko: '`docker diff` 출력의 `A /first` 줄은 쓰기 레이어에 더해진(added) 파일이라는 뜻이에요.',
      en: 'The line `A /first` of `docker diff` means: added in the writable layer.',
    },
  },
  alternatives: {
    'a shell in the running container': [
      'docker run -d --name cache redis:7.0',
      'docker exec -it cache bash',
      'touch /first',
      'exit',
    ],
    'a shell instead of redis': ['docker run -it --name box redis:7.0 bash', 'echo hello > /first', 'exit'],
    'one command': ['docker run redis:7.0 touch /first'],
    'a file copied in': [
      'docker create --name box redis:7.0',
      'echo hello > note',
      'docker cp note box:/first',
    ],
    'a folder': ['docker run -d --name box redis:7.0 && docker exec box mkdir /first'],
  },
  mistakes: {
    'in-volume': {
      commands: ['docker run -d --name first-box redis:7.0', 'docker exec first-box touch first'],
      diagnosis: {
        ko: '파일이 `{container}` 컨테이너의 `{path}` 자리에 생겼어요. 이 이미지의 `/data` 디렉터리는 볼륨(volume)이고, 컨테이너가 시작하는 디렉터리이기도 해요. 그래서 `/` 없이 이름만 쓰면 파일이 여기로 가요. 볼륨은 쓰기 레이어가 아니에요. `docker exec {container} touch /first` 명령어로 맨 위 디렉터리에 만들어 보세요.',
        en: 'The file is at `{path}` of the container `{container}`. In this image `/data` is a volume, and it is also the directory that a container starts in, so a name without `/` ends up there. A volume is not part of the writable layer. Make the file at the very top: `docker exec {container} touch /first`.',
      },
    },
    'other-place': {
      commands: ['docker run -d --name first-box redis:7.0', 'docker exec first-box touch /root/first'],
      diagnosis: {
        ko: '`{container}` 컨테이너의 쓰기 레이어에 `{path}` 파일이 있어요. 쓰기 레이어에 들어간 것까지는 맞아요. 이 레슨은 맨 위 디렉터리의 `/first` 파일을 찾으니, 같은 컨테이너에 그 이름으로 하나 더 만들어 보세요.',
        en: 'The writable layer of `{container}` has `{path}`. A change in the right layer, then, only at another place: this lesson looks for `/first`, at the very top. Make that one too, in the same container.',
      },
    },
    'removed-itself': {
      commands: ['docker run --rm redis:7.0 touch /first'],
      diagnosis: {
        ko: '컨테이너가 끝났고, 그 안에서 바뀐 것도 함께 사라졌어요. `--rm` 옵션은 컨테이너가 끝나자마자 지우고, 쓰기 레이어도 같이 지워요. `--rm` 옵션을 빼고 다시 해 보세요.',
        en: 'The container has ended, and what was changed in it went away too: `--rm` removes a container as soon as it ends, and its writable layer too. Do it again without `--rm`.',
      },
    },
    outside: {
      commands: ['touch /first'],
      diagnosis: {
        ko: '`{typed}` 명령어는 컨테이너가 아니라 여러분의 셸에서 실행됐어요. 샌드박스의 맨 위 디렉터리는 쓸 수 없어서 실패했고, 컨테이너에서는 아무것도 바뀌지 않았어요. 앞에 `docker exec`와 컨테이너 이름을 붙이면 컨테이너 안에서 실행돼요.',
        en: '`{typed}` ran in your own shell, not in a container. The top directory of the sandbox cannot be written to, so it failed, and no container has changed. With `docker exec` and a container’s name in front, it runs inside.',
      },
    },
  },
  missing: {
    ko: '`redis:7.0` 이미지로 만들었고 쓰기 레이어에 `/first` 파일이 있는 컨테이너를 찾고 있어요.',
    en: 'Looking for a container made from `redis:7.0` with `/first` in its writable layer.',
  },
  note: {
    ko: '컨테이너의 쓰기 레이어에서 `/first` 파일을 봤어요. `redis:7.0` 이미지는 그대로예요.',
    en: '`/first` is in the writable layer of a container. The image `redis:7.0` is as it was.',
  },
});
