import { image, topLayerFiles } from '../../../sandbox/checks/collectors.ts';
import { startsSameProgram } from '../../../sandbox/checks/image-facts.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { menu, origin } from './facts.ts';

const wanted = 'flat:2';

/** The settings that the export has lost, written in again. */
export const repair = defineStep({
  id: 'repair',
  collect: { made: image(wanted), files: topLayerFiles(wanted), base: image(origin) },
  judge({ made, files, base }) {
    if (!made || !files || !base) return notYet();
    if (made.id === base.id || made.layers.length > 1)
      return mistake('not-flat', { layers: made.layers.length });
    if (!files.some(({ path }) => path === `/${menu}`)) return notYet();
    const program = [...made.config.entrypoint, ...made.config.cmd].join(' ');
    if (program === '') return mistake('no-program');
    const wants = base.config.cmd.join(' ');
    return startsSameProgram(base.config, made.config)
      ? passed({ program })
      : mistake('other-program', { program, wants });
  },
  hints: [
    {
      ko: '`docker import`에는 설정을 적어 넣는 `--change` 옵션(`-c`)이 있어요. 값은 Dockerfile에 쓰는 한 줄과 같아요.',
      en: '`docker import` has an option for settings, `--change` (`-c`). Its value is written like a line of a Dockerfile.',
    },
    {
      ko: `원래 값은 \`docker inspect -f '{{json .Config.Cmd}}' canteen:1\`로 볼 수 있어요. 그 값을 \`docker import --change 'CMD ["cat","/menu"]' kitchen.tar flat:2\`처럼 옮겨 적으세요.`,
      en: `See the original with \`docker inspect -f '{{json .Config.Cmd}}' canteen:1\`, and write it like this: \`docker import --change 'CMD ["cat","/menu"]' kitchen.tar flat:2\`.`,
    },
  ],
  solution: {
    commands: [`docker import --change 'CMD ["cat","/menu"]' kitchen.tar flat:2`, 'docker run --rm flat:2'],
  },
  alternatives: {
    'short, with more settings': [
      `docker import -c 'CMD ["cat", "/menu"]' -c 'ENV MOOD=hungry' kitchen.tar flat:2`,
    ],
    'by commit': [
      'docker create --name again flat:1 true',
      `docker commit --change 'CMD ["cat","/menu"]' again flat:2`,
    ],
  },
  mistakes: {
    'no-program': {
      commands: ['docker import kitchen.tar flat:2'],
      diagnosis: {
        ko: '`flat:2` 이미지에는 실행할 명령어가 적혀 있지 않아요. 아카이브에는 파일만 있고 설정이 없거든요. `--change` 옵션에 `CMD`를 적어서 다시 `import`해 보세요.',
        en: '`flat:2` does not say what to run: the archive has files and no settings. Import once more, with `CMD` in the option `--change`.',
      },
    },
    'other-program': {
      commands: [`docker import --change 'CMD cat /menu' kitchen.tar flat:2`],
      diagnosis: {
        ko: '`flat:2` 이미지는 `{program}` 명령어를 실행해요. 원래는 `{wants}` 명령어예요. 대괄호 없이 쓰면 셸을 거치는 다른 명령어가 돼요. `CMD ["cat","/menu"]`처럼 대괄호와 큰따옴표로 써 보세요.',
        en: '`flat:2` runs `{program}`; the original runs `{wants}`. Without brackets it becomes another command, run by a shell. Write it with brackets and double quotes: `CMD ["cat","/menu"]`.',
      },
    },
    'not-flat': {
      commands: ['docker commit kitchen flat:2'],
      diagnosis: {
        ko: '`flat:2` 이미지의 레이어가 {layers}개예요. 커밋하거나 이름만 붙이면 아래 레이어가 그대로 남아요. 이 단계는 아카이브에서 만든 레이어 하나짜리 이미지에 설정을 되살리는 거예요. `docker import --change … kitchen.tar flat:2` 명령어로 해 보세요.',
        en: '`flat:2` has {layers} layers: a commit, or a second name, keeps the layers below. This step is about the flat image from the archive, with its settings written in. Use `docker import --change … kitchen.tar flat:2`.',
      },
    },
  },
  missing: {
    ko: '레이어가 하나이고 `canteen:1` 이미지와 같은 명령어를 실행하는 `flat:2` 이미지를 찾고 있어요.',
    en: 'Looking for an image `flat:2` of one layer that runs the same command as `canteen:1`.',
  },
  note: {
    ko: '`flat:2` 이미지는 다시 `{program}` 명령어를 실행해요.',
    en: '`flat:2` runs `{program}` again.',
  },
});
