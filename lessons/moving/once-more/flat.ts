import { image } from '../../../sandbox/checks/collectors.ts';
import { startsSameProgram } from '../../../sandbox/checks/image-facts.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';

export const flat = defineStep({
  id: 'flat',
  collect: { base: image('parcel:1.0'), made: image('parcel:flat') },
  judge({ base, made }) {
    if (!base || !made) return notYet();
    if (made.layers.length > 1) return mistake('layers', { layers: made.layers.length });
    if (startsSameProgram(base.config, made.config)) return passed({ layers: base.layers.length });
    return mistake('program', { wants: [...base.config.entrypoint, ...base.config.cmd].join(' ') });
  },
  hints: [
    {
      ko: '컨테이너를 하나 만들고(실행하지 않아도 돼요), 그 파일들을 내보내서 새 이미지로 만드세요. 설정은 직접 적어야 해요.',
      en: 'Make a container, which need not run, write out its files and make a new image of them. The settings you have to write yourself.',
    },
    {
      ko: `\`docker create --name box parcel:1.0\`, \`docker export -o box.tar box\`, \`docker import --change 'CMD ["cat","/label"]' box.tar parcel:flat\`이에요.`,
      en: `It is \`docker create --name box parcel:1.0\`, \`docker export -o box.tar box\`, \`docker import --change 'CMD ["cat","/label"]' box.tar parcel:flat\`.`,
    },
  ],
  solution: {
    commands: [
      'docker create --name box parcel:1.0',
      'docker export -o box.tar box',
      `docker import --change 'CMD ["cat","/label"]' box.tar parcel:flat`,
    ],
  },
  alternatives: {
    'without a file': [
      'docker run --name box parcel:1.0',
      `docker export box | docker import -c 'CMD ["cat","/label"]' - parcel:flat`,
    ],
  },
  mistakes: {
    layers: {
      commands: ['docker tag parcel:1.0 parcel:flat'],
      diagnosis: {
        ko: '`parcel:flat` 이미지의 레이어가 {layers}개예요. 한 겹으로 만들려면 컨테이너의 파일을 `docker export`로 내보낸 다음 `docker import`로 새로 만들어야 해요.',
        en: '`parcel:flat` has {layers} layers. To get one, write out the files of a container with `docker export` and make a new image with `docker import`.',
      },
    },
    program: {
      commands: ['docker create --name box parcel:1.0', 'docker export box | docker import - parcel:flat'],
      diagnosis: {
        ko: '레이어는 하나지만, `parcel:flat` 이미지는 원래의 `{wants}` 명령어를 실행하지 않아요. 아카이브에는 설정이 없으니 `--change` 옵션으로 `CMD`를 적어 보세요.',
        en: 'One layer it has, but `parcel:flat` does not run `{wants}` as the original does. An archive has no settings: write `CMD` with the option `--change`.',
      },
    },
  },
  missing: {
    ko: '레이어가 하나이고 `parcel:1.0` 이미지와 같은 명령어를 실행하는 `parcel:flat` 이미지를 찾고 있어요.',
    en: 'Looking for an image `parcel:flat` of one layer that runs the same command as `parcel:1.0`.',
  },
  note: {
    ko: '레이어 {layers}개가 한 겹이 됐고, 명령어도 살아 있어요.',
    en: '{layers} layers became one, and it still knows what to run.',
  },
});
