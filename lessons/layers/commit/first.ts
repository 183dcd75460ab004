import {
  childrenOf,
  commands,
  containersOf,
  history,
  image,
  topLayerFiles,
  volumesOf,
} from '../../../sandbox/checks/collectors.ts';
import { layersOnTop, startsSameProgram } from '../../../sandbox/checks/image-facts.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import {
  base,
  committedElsewhere,
  first,
  holds,
  isBuilt,
  nameOf,
  programOf,
  shortId,
  volumeWith,
} from './facts.ts';

const path = '/first';

export const firstImage = defineStep({
  id: 'first',
  collect: {
    origin: image(base),
    made: image(first),
    files: topLayerFiles(first),
    rows: history(first),
    children: childrenOf(base),
    boxes: containersOf(base),
    volumes: volumesOf(base),
    typed: commands(),
  },
  judge({ origin, made, files, rows, children, boxes, volumes, typed }) {
    if (!origin) return notYet();
    if (!made) {
      const elsewhere = committedElsewhere(children, { path, tag: first }, { made: boxes, typed });
      return elsewhere
        ? mistake('other-name', { image: nameOf(elsewhere), id: shortId(elsewhere.id) })
        : notYet();
    }
    // Asked for in the moment in which the image was made.
    if (!files) return notYet();
    if (made.id === origin.id) return mistake('only-named', { id: shortId(made.id) });
    const added = layersOnTop(origin, made);
    if (!added) return mistake('other-base', { layers: made.layers.length });
    if (isBuilt(rows)) return mistake('built', { row: rows?.[0]?.createdBy ?? '' });
    if (added.length === 0 || !holds(files, path)) {
      const inVolume = volumeWith(volumes, path);
      if (inVolume) return mistake('in-volume', inVolume);
      if (added.length === 0) return mistake('unchanged', { layers: made.layers.length });
      const seen = files.find((each) => each.kind !== 'directory')?.path ?? '/';
      return mistake('other-file', { path: seen, layer: shortId(added.at(-1) ?? '') });
    }
    if (!startsSameProgram(origin.config, made.config))
      return mistake('other-program', { program: programOf(made.config), wanted: programOf(origin.config) });
    return passed({ layer: shortId(added.at(-1) ?? ''), layers: made.layers.length });
  },
  hints: [
    {
      ko: '컨테이너를 이미지로 저장하는 명령어는 `docker commit`이에요. 무엇을, 어떤 이름으로, 이 순서로 적어요.',
      en: '`docker commit` makes an image from a container. What first, then under which name.',
    },
    {
      ko: '앞 단계의 컨테이너가 `first-box`라면 `docker commit first-box redis-custom:first`예요. 이름은 `docker ps -a` 출력의 NAMES 열에 있어요.',
      en: 'If the container of the step before is `first-box`, it is `docker commit first-box redis-custom:first`. Its name stands in the NAMES column of `docker ps -a`.',
    },
  ],
  solution: { commands: ['docker commit first-box redis-custom:first'] },
  alternatives: {
    'long form, by id': ['docker container commit $(docker ps -lq) redis-custom:first'],
    'with author and message': ['docker commit -a me -m "add /first" first-box redis-custom:first'],
    'stopped first': ['docker stop -t 1 first-box', 'docker commit first-box redis-custom:first'],
    'from a shell, with the program set right': [
      'docker run -it --name shell redis:7.0 bash',
      'touch /first',
      'exit',
      `docker commit --change 'CMD ["redis-server"]' shell redis-custom:first`,
    ],
    'committed twice': [
      'docker commit first-box redis-custom:first',
      'docker exec first-box touch /more',
      'docker commit first-box redis-custom:first',
    ],
    'another commit beside it': [
      'docker create --name idle redis:7.0',
      'docker commit idle idle:1',
      'docker commit first-box redis-custom:first',
    ],
    'container removed at once': ['docker commit first-box redis-custom:first && docker rm -f first-box'],
  },
  mistakes: {
    unchanged: {
      commands: ['docker create --name idle redis:7.0', 'docker commit idle redis-custom:first'],
      diagnosis: {
        ko: '`redis-custom:first` 이미지의 레이어는 {layers}개로, `redis:7.0` 이미지와 똑같아요. 바뀐 것이 없는 컨테이너를 커밋하면 더할 내용이 없어서 레이어가 생기지 않아요. `docker diff`로 `/first` 파일이 보이는 컨테이너를 찾고, 그 컨테이너를 같은 이름으로 다시 커밋해 보세요.',
        en: '`redis-custom:first` has {layers} layers, exactly those of `redis:7.0`. The container that was committed had no changes, so there was nothing to make a layer of. Find the container in which `docker diff` shows `/first`, and commit that one under the same name.',
      },
    },
    'in-volume': {
      commands: [
        'docker run -d --name volume-box redis:7.0',
        'docker exec volume-box touch /data/first',
        'docker commit volume-box redis-custom:first',
      ],
      diagnosis: {
        ko: '`redis-custom:first` 이미지의 레이어에는 `/first` 파일이 없어요. 대신 `{container}` 컨테이너의 `{path}` 자리에 있는데, `/data`는 볼륨이에요. 볼륨은 쓰기 레이어 바깥에 있어서 커밋에 담기지 않아요. `/first` 파일이 `docker diff`에 보이는 컨테이너를 커밋해 보세요.',
        en: 'No layer of `redis-custom:first` has the file `/first`. It lies at `{path}` of the container `{container}`, and `/data` is a volume: outside the writable layer, so no commit takes it along. Commit a container in which `docker diff` shows `/first`.',
      },
    },
    'other-file': {
      commands: [
        'docker run --name other redis:7.0 touch /tmp/other',
        'docker commit other redis-custom:first',
      ],
      diagnosis: {
        ko: '`redis-custom:first` 이미지에 새 레이어 `{layer}` 하나가 생겼지만, 그 안에는 `{path}` 파일이 있고 `/first` 파일은 없어요. 다른 컨테이너를 커밋한 것 같아요. `docker diff`로 `/first` 파일이 보이는 컨테이너를 찾아 같은 이름으로 다시 커밋해 보세요.',
        en: '`redis-custom:first` did get a new layer, `{layer}`. It holds `{path}` but no `/first`, so it was probably another container that was committed. Find the one in which `docker diff` shows `/first` and commit it under the same name.',
      },
    },
    'other-program': {
      commands: ['docker run --name shell redis:7.0 touch /first', 'docker commit shell redis-custom:first'],
      diagnosis: {
        ko: '`/first` 파일은 들어갔어요. 그런데 `redis-custom:first` 이미지로 컨테이너를 만들면 `{program}` 명령어가 실행돼요. 커밋은 파일만이 아니라 컨테이너의 설정(CMD)도 이미지에 적기 때문이에요. 원래는 `{wanted}` 명령어예요. `docker run -d`로 redis를 띄우고 `docker exec`로 파일을 만든 컨테이너를 커밋해 보세요.',
        en: '`/first` is in. But a container of `redis-custom:first` would run `{program}`: a commit writes down the container’s settings (its CMD) too, not only its files. It should be `{wanted}`. Start redis with `docker run -d`, make the file with `docker exec`, and commit that container.',
      },
    },
    'other-name': {
      commands: ['docker commit first-box redis-costom:first'],
      diagnosis: {
        ko: '`/first` 파일이 든 이미지가 생겼고, `docker images` 목록에서는 `{image}` 이미지예요. 이 단계는 `redis-custom:first` 이름을 찾아요. 다시 커밋하지 않아도 돼요. `docker tag {id} redis-custom:first` 명령어로 같은 이미지에 이름을 하나 더 붙여 보세요.',
        en: 'The image with `/first` exists; `docker images` lists it as `{image}`. This step looks for the name `redis-custom:first`. No need to commit again: `docker tag {id} redis-custom:first` gives the same image that name.',
      },
    },
    'only-named': {
      commands: ['docker tag redis:7.0 redis-custom:first'],
      diagnosis: {
        ko: '`redis-custom:first` 이름과 `redis:7.0` 이름이 같은 이미지 `{id}` 하나를 가리켜요. `docker tag`는 이름만 붙이고 새 이미지를 만들지 않아요. 바뀐 컨테이너를 `docker commit`으로 저장해 보세요.',
        en: '`redis-custom:first` and `redis:7.0` are two names of one image, `{id}`. `docker tag` adds a name and makes no image. Save the changed container with `docker commit`.',
      },
    },
    'other-base': {
      commands: ['docker run --name bb busybox:1.35 touch /first', 'docker commit bb redis-custom:first'],
      diagnosis: {
        ko: '`redis-custom:first` 이미지의 레이어 {layers}개가 `redis:7.0` 이미지의 레이어로 시작하지 않아요. 다른 이미지로 만든 컨테이너를 커밋한 거예요. `docker ps -a` 출력에서 IMAGE 열이 `redis:7.0`인 컨테이너를 골라 커밋해 보세요.',
        en: 'The {layers} layers of `redis-custom:first` do not begin with those of `redis:7.0`: a container of another image was committed. In `docker ps -a`, choose the one whose IMAGE column says `redis:7.0`.',
      },
    },
    built: {
      commands: [`printf 'FROM redis:7.0\\nRUN touch /first\\n' | docker build -q -t redis-custom:first -`],
      diagnosis: {
        ko: '`redis-custom:first` 이미지는 커밋이 아니라 빌드로 만들어졌어요. 기록에 `{row}` 줄이 있거든요. 실무에서는 그게 더 좋은 방법이지만, 여기서는 컨테이너의 쓰기 레이어가 이미지가 되는 것을 봐야 해요. 앞 단계의 컨테이너를 같은 이름으로 커밋해 보세요.',
        en: '`redis-custom:first` was built, not committed: its history says `{row}`. At work that is the better way. Here the point is to see a writable layer become part of an image, so commit the container of the step before under this name.',
      },
    },
  },
  missing: {
    ko: '`redis:7.0` 이미지의 레이어 위에 `/first` 파일이 든 레이어가 있고, 같은 프로그램을 실행하는 `redis-custom:first` 이미지를 찾고 있어요.',
    en: 'Looking for an image `redis-custom:first`: the layers of `redis:7.0`, then one with `/first`, and the same program to run.',
  },
  note: {
    ko: '레이어 {layers}개 가운데 마지막 `{layer}` 레이어에 `/first` 파일이 있어요. 나머지는 `redis:7.0` 이미지와 함께 써요.',
    en: 'Of its {layers} layers the last, `{layer}`, holds `/first`. The others are those of `redis:7.0`, shared.',
  },
});
