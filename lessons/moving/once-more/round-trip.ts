import { archives } from '../../../sandbox/checks/archives.ts';
import { events, image } from '../../../sandbox/checks/collectors.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';

const parcel = 'parcel:1.0';

export const roundTrip = defineStep({
  id: 'round-trip',
  collect: { files: archives(), now: image(parcel), happened: events({ type: 'image' }) },
  judge({ files, now, happened }) {
    if (!now) {
      const nameless = files.find(({ images }) => images?.some(({ tags }) => tags.length === 0));
      const named = files.some(({ images }) => images?.some(({ tags }) => tags.includes(parcel)));
      return nameless && !named ? mistake('nameless', { file: nameless.path }) : notYet();
    }
    const gone = happened.findIndex(({ action, id }) => action === 'delete' && id === now.id);
    const loaded = happened.findLastIndex(({ action, id }) => action === 'load' && id === now.id);
    if (gone !== -1 && loaded > gone) return passed({ id: now.id.replace('sha256:', '').slice(0, 12) });
    return now.comment.startsWith('Imported') ? mistake('imported', { layers: now.layers.length }) : notYet();
  },
  hints: [
    {
      ko: '세 가지 일이에요. 파일로 담기, 이미지 지우기, 파일에서 불러오기. 파일에는 이름도 함께 담겨야 해요.',
      en: 'Three things: into a file, remove, out of the file. The name has to go along.',
    },
    {
      ko: '`docker save -o parcel.tar parcel:1.0`, `docker rmi parcel:1.0`, `docker load -i parcel.tar`예요.',
      en: 'It is `docker save -o parcel.tar parcel:1.0`, `docker rmi parcel:1.0`, `docker load -i parcel.tar`.',
    },
  ],
  solution: {
    commands: ['docker save -o parcel.tar parcel:1.0', 'docker rmi parcel:1.0', 'docker load -i parcel.tar'],
  },
  alternatives: {
    'compressed, by the shell': [
      'docker save parcel:1.0 | gzip > /tmp/parcel.tgz',
      'docker image rm -f parcel:1.0',
      'docker load < /tmp/parcel.tgz',
    ],
    'by id, named again': [
      'docker save -o p.tar $(docker images -q parcel:1.0) parcel:1.0',
      'docker rmi parcel:1.0 && docker load -i p.tar',
    ],
  },
  mistakes: {
    nameless: {
      commands: [
        'docker save -o parcel.tar $(docker images -q parcel:1.0)',
        'docker rmi parcel:1.0',
        'docker load -i parcel.tar',
      ],
      diagnosis: {
        ko: '`{file}` 파일에 든 이미지에는 이름이 없어요. ID로 저장했기 때문이에요. 불러온 이미지는 `docker images`에 `<none>`으로 보여요. 그 ID에 `docker tag`로 `parcel:1.0` 이름을 붙이고, 이번에는 이름으로 저장하는 것부터 다시 해 보세요.',
        en: 'The image in `{file}` has no name, since it was saved by its id: `docker images` shows it as `<none>`. Give that id the name `parcel:1.0` with `docker tag`, then go round once more and save by name.',
      },
    },
    imported: {
      commands: [
        'docker save -o parcel.tar parcel:1.0',
        'docker rmi parcel:1.0',
        'docker import parcel.tar parcel:1.0',
      ],
      diagnosis: {
        ko: '`parcel:1.0` 이미지의 레이어가 {layers}개예요. `import`로 만든 새 이미지라서 원래의 레이어와 설정이 없어요. 지우고, 저장한 파일을 `docker load`로 불러와 보세요.',
        en: '`parcel:1.0` has {layers} layer now: `import` made a new image, without the layers and settings of the old one. Remove it, and bring the saved file back with `docker load`.',
      },
    },
  },
  missing: {
    ko: '지워졌다가 같은 ID로 돌아온 `parcel:1.0` 이미지를 찾고 있어요.',
    en: 'Looking for `parcel:1.0` removed, and back with the same id.',
  },
  note: {
    ko: '`{id}` 이미지가 이름까지 그대로 돌아왔어요.',
    en: 'The image `{id}` is back, name and all.',
  },
});
