import { image, topLayerFiles } from '../../../sandbox/checks/collectors.ts';
import { layersOnTop } from '../../../sandbox/checks/image-facts.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { third as name, second, shown } from './facts.ts';

const maxAddedBytes = 1_000;

/** An image that prints its full size and adds next to nothing: a layer of its own on the layers of the second. */
export const third = defineStep({
  id: 'third',
  collect: { below: image(second), made: image(name), files: topLayerFiles(name) },
  judge({ below, made, files }) {
    if (!below || !made || !files) return notYet();
    if (made.id === below.id)
      return mistake('only-named', { id: made.id.replace('sha256:', '').slice(0, 12) });
    const own = layersOnTop(below, made);
    if (!own) return mistake('other-base', { layers: made.layers.length, wanted: below.layers.length });
    if (own.length === 0) return mistake('unchanged', { layers: made.layers.length });
    const addedBytes = made.sizeBytes - below.sizeBytes;
    if (addedBytes >= maxAddedBytes) return mistake('too-big', { bytes: addedBytes });
    return passed({ size: shown(made.sizeBytes / 1e6), bytes: addedBytes });
  },
  hints: [
    {
      ko: '앞 레슨에서 한 일을 `redis-custom:second` 이미지에서 한 번 더 하면 돼요. 다만 이번에는 아주 작은 것을 바꾸세요.',
      en: 'Do once more what you did in the lesson before, from `redis-custom:second`. Only change something tiny this time.',
    },
    {
      ko: '빈 파일을 만드는 `touch /third` 명령어면 충분해요. 컨테이너를 띄우고, 그 안에서 만들고, 커밋하세요.',
      en: 'An empty file will do: `touch /third`. Run a container, make the file in it, commit.',
    },
    {
      ko: '`docker run -d --name third-box redis-custom:second`, `docker exec third-box touch /third`, `docker commit third-box redis-custom:third`예요.',
      en: '`docker run -d --name third-box redis-custom:second`, `docker exec third-box touch /third`, `docker commit third-box redis-custom:third`.',
    },
  ],
  solution: {
    commands: [
      'docker run -d --name third-box redis-custom:second',
      'docker exec third-box touch /third',
      'docker commit third-box redis-custom:third',
    ],
  },
  alternatives: {
    'a small file copied in': [
      'echo hello > note',
      'docker create --name box redis-custom:second && docker cp note box:/note',
      'docker container commit box redis-custom:third',
    ],
    built: [
      "printf 'FROM redis-custom:second\\nRUN touch /third\\n' | docker build -q -t redis-custom:third -",
    ],
  },
  mistakes: {
    'only-named': {
      commands: ['docker tag redis-custom:second redis-custom:third'],
      diagnosis: {
        ko: '`redis-custom:third` 이름과 `redis-custom:second` 이름이 같은 이미지 `{id}` 하나를 가리켜요. 이름만 늘었으니 디스크는 그대로이지만, 새 이미지는 아니에요. 컨테이너에서 작은 것을 하나 바꾸고 커밋해 보세요.',
        en: '`redis-custom:third` and `redis-custom:second` are two names of one image, `{id}`. A name costs nothing, but this is no new image. Change something small in a container and commit it.',
      },
    },
    unchanged: {
      commands: [
        'docker run -d --name third-box redis-custom:second && docker exec third-box touch third',
        'docker commit third-box redis-custom:third',
      ],
      diagnosis: {
        ko: '`redis-custom:third` 이미지의 레이어는 {layers}개로, `redis-custom:second` 이미지와 똑같아요. 컨테이너의 쓰기 레이어에 바뀐 것이 없었거나, 바꾼 것이 볼륨인 `/data`에 들어갔을 거예요. 맨 위 디렉터리에 `/third` 파일을 만들고 다시 커밋해 보세요.',
        en: '`redis-custom:third` has {layers} layers, exactly those of `redis-custom:second`. Either nothing had changed in the container’s writable layer, or the change went to `/data`, which is a volume. Make the file `/third` at the very top and commit again.',
      },
    },
    'other-base': {
      commands: ['docker run --name box redis:7.0 touch /third', 'docker commit box redis-custom:third'],
      diagnosis: {
        ko: '`redis-custom:third` 이미지의 레이어 {layers}개가 `redis-custom:second` 이미지의 레이어 {wanted}개로 시작하지 않아요. 다른 이미지로 만든 컨테이너를 커밋한 거예요. `docker run` 뒤의 이미지를 `redis-custom:second`로 하고 다시 해 보세요.',
        en: 'The {layers} layers of `redis-custom:third` do not begin with the {wanted} of `redis-custom:second`: the container that was committed came from another image. Run one from `redis-custom:second` and commit that.',
      },
    },
    'too-big': {
      commands: [
        'docker run --name box redis-custom:second cp /first /third',
        'docker commit box redis-custom:third',
      ],
      diagnosis: {
        ko: '`redis-custom:third` 이미지의 새 레이어가 {bytes}바이트를 더했어요. 내용이 같은 파일이 아래 레이어에 있더라도, 새 레이어에 든 것은 그만큼 자리를 차지해요. 함께 쓰는 단위는 파일이 아니라 레이어거든요. 1kB보다 작은 것만 바꾼 컨테이너를 커밋해 보세요.',
        en: 'The new layer of `redis-custom:third` added {bytes} bytes. Even if a layer beneath has a file with the same content, what is in a new layer takes its room: it is layers that are shared, not files. Commit a container in which you changed less than 1 kB.',
      },
    },
  },
  missing: {
    ko: '`redis-custom:second` 이미지 위에 자기 레이어를 1kB보다 작게 더한 `redis-custom:third` 이미지를 찾고 있어요.',
    en: 'Looking for an image `redis-custom:third` on `redis-custom:second`, with a layer of its own of less than 1 kB.',
  },
  note: {
    ko: 'SIZE 열에는 {size} 크기로 보이지만, 디스크에 더해진 것은 {bytes}바이트예요.',
    en: 'The SIZE column says {size}; what the disk got is {bytes} bytes more.',
  },
});
