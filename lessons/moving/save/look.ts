import { answerCount, answerPath } from '../../../sandbox/checks/answers.ts';
import { archives } from '../../../sandbox/checks/archives.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { diary, savedAs } from './facts.ts';

export const look = defineStep({
  id: 'look',
  collect: { files: archives(), answer: homeFile(answerPath) },
  judge({ files, answer }) {
    const number = answerCount(answer);
    if (number === undefined) return notYet();
    // With several archives around, the question is about any one of them.
    const saved = savedAs(files, diary);
    const right = saved.find(({ image }) => image.layers === number);
    if (right) return passed({ layers: number, file: right.archive.path });
    const counted = saved.find(({ archive }) => blobs(archive.names) === number);
    if (counted) return mistake('all-files', { number });
    return saved.some(
      ({ archive }) => archive.names.length === number || plainFiles(archive.names) === number,
    )
      ? mistake('all-lines', { number })
      : notYet();
  },
  hints: [
    {
      ko: '`tar -xOf diary.tar manifest.json`은 아카이브에서 `manifest.json` 하나만 꺼내서 화면에 보여 줘요. `Layers` 뒤의 대괄호 안을 보세요.',
      en: '`tar -xOf diary.tar manifest.json` takes one file out of the archive and prints it. Look between the brackets behind `Layers`.',
    },
    {
      ko: '`Layers` 목록에서 쉼표로 나뉜 항목이 몇 개인지 세어 보세요. 세 개라면 `echo 3 > ~/answer`라고 쳐요. `LayerSources`는 세지 않아요.',
      en: 'Count the items of the list `Layers`, parted by commas, and leave `LayerSources` aside. If there are three, type `echo 3 > ~/answer`.',
    },
  ],
  solution: {
    commands: ['tar -tf diary.tar', 'tar -xOf diary.tar manifest.json', 'echo 3 > ~/answer'],
    explanation: {
      ko: '`busybox:1.35` 이미지의 레이어 하나와, 커밋으로 쌓은 레이어 둘이에요.',
      en: 'One layer of `busybox:1.35`, and two that were committed on top.',
    },
  },
  alternatives: {
    'asked of the engine': ["docker inspect -f '{{len .RootFS.Layers}}' diary:1.0 > answer"],
    'in words': ['echo "3 layers" > ~/answer'],
  },
  mistakes: {
    'all-files': {
      commands: ['tar -tf diary.tar | grep -c "blobs/sha256/." > ~/answer'],
      diagnosis: {
        ko: '`{number}`개는 `blobs/sha256/` 안에 있는 파일의 수예요. 그 파일이 모두 레이어는 아니에요. 설정(config)과 매니페스트(manifest)도 같은 폴더에, 같은 모양의 이름으로 들어 있어요. 어느 것이 레이어인지는 `manifest.json`의 `Layers` 목록이 말해 줘요.',
        en: '`{number}` is the number of files in `blobs/sha256/`, and not all of them are layers: configurations and manifests lie in the same folder, under names of the same kind. Which ones are layers is told by the list `Layers` in `manifest.json`.',
      },
    },
    'all-lines': {
      commands: ['tar -tf diary.tar | wc -l > ~/answer'],
      diagnosis: {
        ko: '`{number}`개는 아카이브에 든 파일과 폴더를 모두 센 수예요. 레이어만 세어 보세요. `manifest.json`의 `Layers` 목록에 있어요.',
        en: '`{number}` counts everything in the archive. Count only the layers: they are listed in `manifest.json`, under `Layers`.',
      },
    },
  },
  missing: {
    ko: '`~/answer` 파일에서, 아카이브의 `manifest.json`이 말하는 레이어의 수를 찾고 있어요.',
    en: 'Looking in `~/answer` for the number of layers that the archive’s `manifest.json` lists.',
  },
  note: {
    ko: '`{file}` 파일 안의 이미지는 레이어가 {layers}개예요.',
    en: 'The image in `{file}` has {layers} layers.',
  },
});

const blobs = (names: readonly string[]) =>
  names.filter((name) => /^blobs\/sha256\/[0-9a-f]{64}$/.test(name)).length;
const plainFiles = (names: readonly string[]) => names.filter((name) => !name.endsWith('/')).length;
