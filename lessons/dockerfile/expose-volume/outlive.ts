import { allVolumes } from '../../../sandbox/checks/all-volumes.ts';
import { answerLine } from '../../../sandbox/checks/answers.ts';
import { commands, containersOf } from '../../../sandbox/checks/collectors.ts';
import type { Collector } from '../../../sandbox/checks/evidence.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { dockerCalls } from '../../../sandbox/checks/typed-docker.ts';
import { tag } from './facts.ts';

/** Volumes that went since the start. A gap makes it empty: it serves a diagnosis and proves nothing. */
function removedVolumes(): Collector<string[]> {
  return {
    kind: 'removed-volumes',
    collect: async ({ events, eventsMissed }) =>
      eventsMissed
        ? []
        : events.filter(({ type, action }) => type === 'volume' && action === 'destroy').map(({ id }) => id),
  };
}

export const outlive = defineStep({
  id: 'outlive',
  collect: {
    volumes: allVolumes(),
    boxes: containersOf(tag),
    removed: removedVolumes(),
    answer: homeFile('~/answer', { maxBytes: 1_000 }),
    typed: commands(),
  },
  judge({ volumes, boxes, removed, answer, typed }) {
    const kept = volumes.filter(({ isAnonymous, files }) => isAnonymous && files.includes('keep'));
    const used = new Set(boxes.flatMap(({ mounts }) => mounts.map(({ name }) => name)));
    const said = (answerLine(answer) ?? '').toLowerCase();
    const isNamed = (name: string) => said.length >= 8 && name.startsWith(said);
    const found = kept.find(({ name }) => isNamed(name));
    if (found) return used.has(found.name) ? notYet() : passed({ volume: found.name.slice(0, 12) });
    const other = volumes.find(({ name, isAnonymous }) => isAnonymous && isNamed(name));
    if (other && kept.length > 0) return mistake('other-volume', { volume: other.name.slice(0, 12) });
    const misplaced = boxes.flatMap(({ name, changes }) =>
      changes
        .filter(({ kind, path }) => kind === 'added' && /\/keep$/.test(path))
        .map(({ path }) => ({ container: name, path })),
    )[0];
    if (misplaced && kept.length === 0) return mistake('not-in-volume', misplaced);
    const hasWritten = typed.some(({ text, exitCode }) => exitCode === 0 && text.includes('/logs/keep'));
    const gone = removed.at(-1);
    if (kept.length > 0 || boxes.length > 0 || !hasWritten || gone === undefined) return notYet();
    const cause = typed
      .flatMap(({ text }) => dockerCalls(text))
      .map(causeOf)
      .findLast((each) => each !== undefined);
    return cause === undefined || cause === 'other'
      ? notYet()
      : mistake(cause, { volume: gone.slice(0, 12) });
  },
  hints: [
    {
      ko: "`docker exec board sh -c 'echo hello > /logs/keep'` 명령어로 볼륨에 파일을 만들어요. 컨테이너가 쓰는 볼륨의 이름은 `docker inspect board` 출력의 `Mounts` 부분에 있어요.",
      en: "Make the file with `docker exec board sh -c 'echo hello > /logs/keep'`. The volume’s name is in the `Mounts` part of what `docker inspect board` prints.",
    },
    {
      ko: '`docker rm -f board` 명령어로 컨테이너만 지우고, `docker volume ls` 목록에서 볼륨이 남은 것을 확인하세요. `-v` 옵션은 붙이지 마세요.',
      en: 'Remove just the container, `docker rm -f board`, and look for the volume in `docker volume ls`. No `-v`.',
    },
    {
      ko: "답은 볼륨 이름이에요. 지우기 전에 `docker inspect -f '{{(index .Mounts 0).Name}}' board > ~/answer` 명령어로 적어 둘 수 있어요.",
      en: "The answer is the volume’s name. Before you remove the container you can note it with `docker inspect -f '{{(index .Mounts 0).Name}}' board > ~/answer`.",
    },
  ],
  solution: {
    commands: [
      "docker exec board sh -c 'echo hello > /logs/keep'",
      "docker inspect -f '{{(index .Mounts 0).Name}}' board > ~/answer",
      'docker rm -f board',
      'docker volume ls',
    ],
  },
  alternatives: {
    'another container, another file’s text, the name cut short': [
      'docker rm -f -v board',
      'docker run --name again board:1 touch /logs/keep',
      `docker inspect -f '{{(index .Mounts 0).Name}}' again | cut -c 1-12 > ~/answer`,
      'docker container rm again',
    ],
    'found afterwards': [
      'docker exec board touch /logs/keep',
      'docker stop -t 0 board && docker rm board',
      'docker volume ls -qf dangling=true > ~/answer',
    ],
  },
  mistakes: {
    'volume-gone': {
      commands: ['docker exec board touch /logs/keep', 'docker rm -f -v board'],
      diagnosis: {
        ko: '컨테이너와 함께 볼륨 `{volume}` 하나도 지워졌어요. `docker rm`의 `-v` 옵션은 컨테이너의 익명 볼륨까지 지우라는 뜻이에요. 새 컨테이너를 띄워서 `/logs/keep` 파일을 다시 만들고, 이번에는 `-v` 없이 지워 보세요.',
        en: 'With the container went the volume `{volume}`: `-v` of `docker rm` says to remove its anonymous volumes too. Start a new container, make `/logs/keep` again, and remove it without `-v` this time.',
      },
    },
    'rm-option': {
      commands: [
        'docker rm -f -v board',
        'docker run -d --rm --name board board:1',
        'docker exec board touch /logs/keep',
        'docker stop -t 0 board',
      ],
      diagnosis: {
        ko: '컨테이너가 끝나면서 볼륨 `{volume}` 하나도 지워졌어요. `--rm` 옵션은 끝난 컨테이너를 지울 때 그 익명 볼륨까지 지워요. `--rm` 없이 컨테이너를 띄워서 `/logs/keep` 파일을 다시 만들어 보세요.',
        en: 'When the container ended, the volume `{volume}` went too: `--rm` removes a container that has ended together with its anonymous volumes. Start one without `--rm` and make `/logs/keep` again.',
      },
    },
    'not-in-volume': {
      commands: ['docker exec board touch /keep'],
      diagnosis: {
        ko: '파일이 `{container}` 컨테이너의 `{path}` 자리에 있어요. 거기는 컨테이너의 쓰기 레이어라서 컨테이너를 지우면 함께 사라져요. 볼륨은 `/logs` 자리에 있으니 `/logs/keep` 파일을 만들어 보세요.',
        en: 'The file is at `{path}` of the container `{container}`. That is in its writable layer, and goes when the container goes. The volume is at `/logs`: make `/logs/keep`.',
      },
    },
    'other-volume': {
      commands: [
        'docker exec board touch /logs/keep',
        'docker create --name second board:1',
        `docker inspect -f '{{(index .Mounts 0).Name}}' second > ~/answer`,
        'docker rm -f board second',
      ],
      diagnosis: {
        ko: '`{volume}` 볼륨은 있지만 그 안에 `keep` 파일이 없어요. 컨테이너를 만들 때마다 익명 볼륨이 하나씩 새로 생겨서 이름만 보고는 알기 어려워요. `docker run --rm -v 이름:/found busybox:1.35 ls /found`처럼 안을 들여다보고 골라 보세요.',
        en: 'The volume `{volume}` is there, and has no `keep` in it. Every container made gets an anonymous volume of its own, and the names tell nothing. Look inside, as with `docker run --rm -v NAME:/found busybox:1.35 ls /found`, and choose.',
      },
    },
  },
  missing: {
    ko: '`keep` 파일이 든 익명 볼륨의 이름이 적힌 `~/answer` 파일을 찾고 있어요. 그 볼륨을 쓰던 컨테이너는 지워져 있어야 해요.',
    en: 'Looking, in `~/answer`, for the name of an anonymous volume that holds `keep`, and for the container that used it to be gone.',
  },
  note: {
    ko: '컨테이너는 없어졌지만 `{volume}` 볼륨과 그 안의 파일은 남았어요.',
    en: 'The container is gone; the volume `{volume}` and the file in it are still there.',
  },
});

/** What a call may have to do with a volume that went. */
function causeOf([verb = '', ...args]: string[]): 'volume-gone' | 'rm-option' | 'other' | undefined {
  if (verb === 'rm' && args.some((arg) => /^(-\w*v\w*|--volumes)$/.test(arg))) return 'volume-gone';
  if (verb === 'run' && args.includes(tag)) return args.includes('--rm') ? 'rm-option' : 'other';
  const isDirect = verb === 'system' || (verb === 'volume' && /^(rm|remove|prune)$/.test(args[0] ?? ''));
  return isDirect ? 'other' : undefined;
}
