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
  second,
  shortId,
  volumeWith,
} from './facts.ts';

const path = '/second';

export const secondImage = defineStep({
  id: 'second',
  collect: {
    origin: image(base),
    parent: image(first),
    parentFiles: topLayerFiles(first),
    made: image(second),
    files: topLayerFiles(second),
    rows: history(second),
    children: childrenOf(first),
    boxes: containersOf(first),
    volumes: volumesOf(first),
    typed: commands(),
  },
  judge({ origin, parent, parentFiles, made, files, rows, children, boxes, volumes, typed }) {
    if (!origin || !parent) return notYet();
    if (!made) {
      if (holds(parentFiles, path))
        return mistake('first-moved', { id: shortId(parent.id), old: shortId(parent.parentId) });
      const elsewhere = committedElsewhere(children, { path, tag: second }, { made: boxes, typed });
      return elsewhere
        ? mistake('other-name', { image: nameOf(elsewhere), id: shortId(elsewhere.id) })
        : notYet();
    }
    // Asked for in the moment in which the image was made.
    if (!files) return notYet();
    if (made.id === parent.id) return mistake('only-named', { id: shortId(made.id) });
    if (isBuilt(rows)) return mistake('built', { row: rows?.[0]?.createdBy ?? '' });
    const added = layersOnTop(parent, made);
    if (!added) {
      const own = layersOnTop(origin, made);
      const isFromBase = own !== undefined && (made.id === origin.id || made.parentId === origin.id);
      return isFromBase ? mistake('from-base', { layers: made.layers.length, own: own.length }) : notYet();
    }
    if (added.length === 0 || !holds(files, path)) {
      const inVolume = volumeWith(volumes, path);
      if (inVolume) return mistake('in-volume', inVolume);
      if (added.length === 0) return mistake('unchanged', { layers: made.layers.length });
      const seen = files.find((each) => each.kind !== 'directory')?.path ?? '/';
      return mistake('other-file', { path: seen, layer: shortId(added.at(-1) ?? '') });
    }
    if (!startsSameProgram(origin.config, made.config))
      return mistake('other-program', { program: programOf(made.config), wanted: programOf(origin.config) });
    return passed({ base: origin.layers.length, first: parent.layers.length, second: made.layers.length });
  },
  hints: [
    {
      ko: '이번에는 `redis-custom:first` 이미지로 새 컨테이너를 만들어야 해요. 앞의 컨테이너는 `redis:7.0` 이미지로 만든 거예요.',
      en: 'This time make a new container, from `redis-custom:first`. The earlier one was made from `redis:7.0`.',
    },
    {
      ko: '순서는 똑같아요. `docker run -d --name second-box redis-custom:first`, 그 안에서 `touch /second`, 그리고 커밋이에요.',
      en: 'The order is the same: `docker run -d --name second-box redis-custom:first`, `touch /second` inside, then the commit.',
    },
    {
      ko: '마지막 명령어는 `docker commit second-box redis-custom:second`예요.',
      en: 'The last command is `docker commit second-box redis-custom:second`.',
    },
  ],
  solution: {
    commands: [
      'docker run -d --name second-box redis-custom:first',
      'docker exec second-box touch /second',
      'docker commit second-box redis-custom:second',
    ],
  },
  alternatives: {
    'a shell in the running container': [
      'docker run -d --name again redis-custom:first',
      'docker exec -it again bash',
      'touch /second',
      'exit',
      'docker container commit again redis-custom:second',
    ],
    'image by id, file copied in': [
      'docker create --name again $(docker images -q redis-custom:first)',
      'echo hello > note',
      'docker cp note again:/second',
      'docker commit again redis-custom:second',
    ],
    'two commits on the way': [
      'docker run -d --name a1 redis-custom:first && docker exec a1 touch /between && docker commit a1 between:1',
      'docker run -d --name a2 between:1 && docker exec a2 touch /second && docker commit a2 redis-custom:second',
    ],
  },
  mistakes: {
    'from-base': {
      commands: ['docker exec first-box touch /second', 'docker commit first-box redis-custom:second'],
      diagnosis: {
        ko: '`redis-custom:second` 이미지에는 `redis:7.0` 이미지의 레이어 위에 자기 레이어가 {own}개 있지만, `redis-custom:first` 이미지의 레이어는 없어요(모두 {layers}개). `redis:7.0` 이미지로 만든 컨테이너를 커밋했기 때문이에요. `docker run -d --name second-box redis-custom:first` 명령어로 새 컨테이너를 만들어 거기에서 바꿔 보세요.',
        en: '`redis-custom:second` has the layers of `redis:7.0` and {own} of its own ({layers} in all), and the layer of `redis-custom:first` is not among them: the container was made from `redis:7.0`. Make one with `docker run -d --name second-box redis-custom:first` and change that.',
      },
    },
    unchanged: {
      commands: [
        'docker create --name second-box redis-custom:first',
        'docker commit second-box redis-custom:second',
      ],
      diagnosis: {
        ko: '`redis-custom:second` 이미지의 레이어는 {layers}개로, `redis-custom:first` 이미지와 똑같아요. 컨테이너에 바뀐 것이 없으면 커밋해도 레이어가 생기지 않아요. 컨테이너에 `/second` 파일을 만들고 같은 이름으로 다시 커밋해 보세요.',
        en: '`redis-custom:second` has {layers} layers, exactly those of `redis-custom:first`. A container without changes gives no layer. Make `/second` in it and commit again under the same name.',
      },
    },
    'in-volume': {
      commands: [
        'docker run -d --name second-box redis-custom:first',
        'docker exec second-box touch second',
        'docker commit second-box redis-custom:second',
      ],
      diagnosis: {
        ko: '`redis-custom:second` 이미지의 레이어에는 `/second` 파일이 없어요. 대신 `{container}` 컨테이너의 `{path}` 자리에 있는데, `/data`는 볼륨이고 컨테이너가 시작하는 디렉터리예요. 커밋은 볼륨을 담지 않아요. 앞에 `/`를 붙여 `/second`로 만들고 다시 커밋해 보세요.',
        en: 'No layer of `redis-custom:second` has `/second`. The file lies at `{path}` of the container `{container}`: `/data` is a volume, and the directory that the container starts in. A commit leaves volumes out. Make `/second`, with the `/` in front, and commit again.',
      },
    },
    'other-file': {
      commands: [
        'docker run -d --name second-box redis-custom:first',
        'docker exec second-box touch /root/second',
        'docker commit second-box redis-custom:second',
      ],
      diagnosis: {
        ko: '`redis-custom:second` 이미지의 새 레이어 `{layer}` 안에는 `{path}` 파일이 있고 `/second` 파일은 없어요. 같은 컨테이너에 `/second` 파일을 만들고 같은 이름으로 다시 커밋해 보세요.',
        en: 'The new layer of `redis-custom:second`, `{layer}`, holds `{path}` but no `/second`. Make `/second` in the same container and commit it again under the same name.',
      },
    },
    'other-program': {
      commands: [
        'docker run --name second-box redis-custom:first touch /second',
        'docker commit second-box redis-custom:second',
      ],
      diagnosis: {
        ko: '`/second` 파일은 들어갔어요. 그런데 `redis-custom:second` 이미지로 컨테이너를 만들면 `{program}` 명령어가 실행돼요. 커밋은 컨테이너의 설정(CMD)도 함께 적기 때문이에요. 원래는 `{wanted}` 명령어예요. `docker run -d`로 띄우고 `docker exec`로 바꾼 컨테이너를 커밋해 보세요.',
        en: '`/second` is in. But a container of `redis-custom:second` would run `{program}`, since a commit writes down the container’s settings (its CMD) too. It should be `{wanted}`. Commit a container that was started with `docker run -d` and changed with `docker exec`.',
      },
    },
    'other-name': {
      commands: [
        'docker run -d --name second-box redis-custom:first && docker exec second-box touch /second',
        'docker commit second-box',
      ],
      diagnosis: {
        ko: '`/second` 파일이 든 이미지가 생겼고, `docker images` 목록에서는 `{image}` 이미지예요. 이 단계는 `redis-custom:second` 이름을 찾아요. `docker tag {id} redis-custom:second` 명령어로 이름을 붙여 보세요.',
        en: 'The image with `/second` exists; `docker images` lists it as `{image}`. This step looks for the name `redis-custom:second`. Give it that name: `docker tag {id} redis-custom:second`.',
      },
    },
    'only-named': {
      commands: ['docker tag redis-custom:first redis-custom:second'],
      diagnosis: {
        ko: '`redis-custom:second` 이름과 `redis-custom:first` 이름이 같은 이미지 `{id}` 하나를 가리켜요. `docker tag`는 이름만 붙여요. `redis-custom:first` 이미지로 만든 컨테이너를 바꾸고, 그것을 커밋해 보세요.',
        en: '`redis-custom:second` and `redis-custom:first` are two names of one image, `{id}`. `docker tag` only adds a name. Change a container made from `redis-custom:first` and commit that.',
      },
    },
    'first-moved': {
      commands: [
        'docker run -d --name second-box redis-custom:first && docker exec second-box touch /second',
        'docker commit second-box redis-custom:first',
      ],
      diagnosis: {
        ko: '`/second` 파일이 든 새 이미지 `{id}` 쪽으로 `redis-custom:first` 이름이 옮겨 갔어요. 이름은 이미지 하나만 가리키니까, 전에 가리키던 `{old}` 이미지는 이름 없이 남았어요. `docker tag {id} redis-custom:second`, 이어서 `docker tag {old} redis-custom:first` 명령어로 제자리에 붙여 보세요.',
        en: 'The name `redis-custom:first` has moved to the new image with `/second`, `{id}`. A name points at one image only, so the one it had before, `{old}`, is nameless now. Put both right: `docker tag {id} redis-custom:second`, then `docker tag {old} redis-custom:first`.',
      },
    },
    built: {
      commands: [
        `printf 'FROM redis-custom:first\\nRUN touch /second\\n' | docker build -q -t redis-custom:second -`,
      ],
      diagnosis: {
        ko: '`redis-custom:second` 이미지는 커밋이 아니라 빌드로 만들어졌어요. 기록에 `{row}` 줄이 있거든요. 빌드는 뒤에 따로 배워요. 여기서는 `redis-custom:first` 이미지로 만든 컨테이너를 바꾸고 커밋해 보세요.',
        en: '`redis-custom:second` was built, not committed: its history says `{row}`. Building has its own chapter. Here, change a container made from `redis-custom:first` and commit it.',
      },
    },
  },
  missing: {
    ko: '`redis-custom:first` 이미지의 레이어 위에 `/second` 파일이 든 레이어가 있고, 같은 프로그램을 실행하는 `redis-custom:second` 이미지를 찾고 있어요.',
    en: 'Looking for an image `redis-custom:second`: the layers of `redis-custom:first`, then one with `/second`, and the same program to run.',
  },
  note: {
    ko: '레이어가 {base}개, {first}개, {second}개예요. 앞 이미지의 목록이 다음 이미지의 목록의 앞부분이에요.',
    en: '{base}, {first}, {second} layers: each list is the beginning of the next.',
  },
});
