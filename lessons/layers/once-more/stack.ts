import { history, image, topLayerFiles } from '../../../sandbox/checks/collectors.ts';
import { layersOnTop, startsSameProgram } from '../../../sandbox/checks/image-facts.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { parentOf } from '../../../sandbox/checks/parent-image.ts';
import { base, high, holds, low } from './facts.ts';

/** Two commits, one on the other. Somebody quick has taken the lower one's name off already. */
export const stack = defineStep({
  id: 'stack',
  collect: {
    origin: image(base),
    lower: image(low),
    upper: image(high),
    files: topLayerFiles(high),
    rows: history(high),
    below: parentOf(high),
  },
  judge({ origin, lower, upper, files, rows, below }) {
    if (!origin || !upper || !files) return notYet();
    if (rows?.[0]?.comment.startsWith('buildkit.')) return mistake('built', { row: rows[0].createdBy });
    const own = layersOnTop(origin, upper);
    if (own?.length === 1 && holds(files, '/low') && holds(files, '/high'))
      return mistake('one-layer', { layers: upper.layers.length });
    const isStacked = below && layersOnTop(origin, below)?.length && layersOnTop(below, upper)?.length;
    if (!isStacked || !holds(below.files, '/low') || !holds(files, '/high')) return notYet();
    if (lower && lower.id !== below.id) return notYet();
    if (!startsSameProgram(origin.config, upper.config)) {
      const program = [...upper.config.entrypoint, ...upper.config.cmd].join(' ');
      return mistake('other-program', { program });
    }
    return passed({ base: origin.layers.length, high: upper.layers.length });
  },
  hints: [
    {
      ko: '컨테이너를 띄우고, 그 안에 파일을 만들고, 이미지로 저장해요. 이것을 두 번 하는데, 두 번째는 첫 번째에 만든 이미지에서 시작해요.',
      en: 'Run a container, make a file in it, save it as an image. Do that twice, the second time from the image that came of the first.',
    },
    {
      ko: '쓸 명령어는 `docker run -d`, `docker exec`, `docker commit` 세 가지예요.',
      en: 'You need three commands: `docker run -d`, `docker exec` and `docker commit`.',
    },
    {
      ko: '처음 한 번은 이래요. `docker run -d --name low-box redis:7.0`, `docker exec low-box touch /low`, `docker commit low-box tower:low`.',
      en: 'The first round is `docker run -d --name low-box redis:7.0`, `docker exec low-box touch /low`, `docker commit low-box tower:low`.',
    },
  ],
  solution: {
    commands: [
      'docker run -d --name low-box redis:7.0',
      'docker exec low-box touch /low',
      'docker commit low-box tower:low',
      'docker run -d --name high-box tower:low',
      'docker exec high-box touch /high',
      'docker commit high-box tower:high',
    ],
  },
  alternatives: {
    'files copied into containers that do not run': [
      'echo hello > note',
      'docker create --name b1 redis:7.0 && docker cp note b1:/low && docker commit b1 tower:low',
      'docker create --name b2 tower:low && docker cp note b2:/high && docker commit b2 tower:high',
    ],
  },
  mistakes: {
    'one-layer': {
      commands: [
        'docker create --name box redis:7.0 && echo hello > note && docker cp note box:/low && docker cp note box:/high',
        'docker commit box tower:high',
      ],
      diagnosis: {
        ko: '`tower:high` 이미지의 레이어는 {layers}개이고, 마지막 레이어 하나에 `/low` 파일과 `/high` 파일이 같이 들어 있어요. 한 컨테이너에서 둘 다 만들고 한 번에 커밋한 거예요. `/low` 파일만 만들어 `tower:low` 이미지로 커밋하고, 그 이미지로 새 컨테이너를 만들어 보세요.',
        en: '`tower:high` has {layers} layers, and the last one alone holds both `/low` and `/high`: you made both in one container and committed once. Commit `tower:low` with `/low` alone, then make a new container from that image.',
      },
    },
    'other-program': {
      commands: [
        'docker run --name b1 redis:7.0 touch /low && docker commit b1 tower:low',
        'docker run --name b2 tower:low touch /high && docker commit b2 tower:high',
      ],
      diagnosis: {
        ko: '파일은 다 들어갔어요. 그런데 `tower:high` 이미지로 컨테이너를 만들면 redis가 아니라 `{program}` 명령어가 실행돼요. 커밋은 컨테이너의 설정(CMD)도 함께 적거든요. `docker run -d`로 띄운 컨테이너를 `docker exec`로 바꾸고 커밋해 보세요.',
        en: 'The files are in. But a container of `tower:high` would run `{program}` and not redis, since a commit writes down the container’s settings (its CMD) too. Start containers with `docker run -d`, change them with `docker exec`, and commit those.',
      },
    },
    built: {
      commands: [
        "printf 'FROM redis:7.0\\nRUN touch /low\\nRUN touch /high\\n' | docker build -q -t tower:high -",
      ],
      diagnosis: {
        ko: '`tower:high` 이미지는 빌드로 만들어졌어요. 기록에 `{row}` 줄이 있거든요. 여기서는 이 장에서 배운 대로 컨테이너를 커밋해서 만들어 보세요.',
        en: '`tower:high` was built: its history says `{row}`. This time make it as in this chapter, by committing containers.',
      },
    },
  },
  missing: {
    ko: '`redis:7.0` 이미지 위에 `/low` 파일이 든 레이어가 있는 `tower:low` 이미지와, 그 위에 `/high` 파일이 든 레이어가 있는 `tower:high` 이미지를 찾고 있어요. 둘 다 redis를 실행하는 이미지여야 해요.',
    en: 'Looking for `tower:low`, with a layer with `/low` on `redis:7.0`, and `tower:high`, with a layer with `/high` on that; both must run redis.',
  },
  note: {
    ko: '`redis:7.0` 이미지의 레이어 {base}개 위에 두 층을 쌓아서, 모두 {high}개예요.',
    en: 'On the {base} layers of `redis:7.0` you stacked more: {high} in all.',
  },
});
