import { commands, containers, containersOf, image, images } from '../../../sandbox/checks/collectors.ts';
import { startsSameProgram } from '../../../sandbox/checks/image-facts.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { base, hasHeldTerminal, holdsTerminal, refusedImage, takenName } from './facts.ts';
import { takenNameText } from './texts.ts';

/** A redis that runs on while the shell is free. */
export const background = defineStep({
  id: 'background',
  collect: {
    origin: image(base),
    here: images(),
    all: containers(),
    made: containersOf(base),
    typed: commands(),
  },
  judge({ origin, here, all, made, typed }) {
    if (!origin) return notYet();
    const servers = made.filter(({ config }) => startsSameProgram(origin.config, config));
    const running = servers.filter((each) => each.running);
    const free = running.find((each) => !each.autoRemove && !holdsTerminal(each, typed));
    if (free) return passed({ container: free.name });
    const held = running.find((each) => holdsTerminal(each, typed));
    if (held) return mistake('foreground', { container: held.name });
    const [passing] = running;
    if (passing) return mistake('removes-itself', { container: passing.name });
    const taken = takenName(typed, all);
    if (taken) return mistake('name-taken', taken);
    const wanted = refusedImage(typed);
    if (wanted === 'redis' && !here.some(({ tags }) => tags.includes('redis:latest')))
      return mistake('no-tag', { image: 'redis:latest' });
    const [newest] = made;
    if (!newest || newest.running) return notYet();
    const [first = ''] = newest.config.cmd;
    if (['-d', '--detach', '--name'].includes(first.replace(/=.*/, '')))
      return mistake('option-behind', { container: newest.name, program: newest.config.cmd.join(' ') });
    // Ctrl+C has ended it meanwhile.
    return servers.includes(newest) && hasHeldTerminal(newest, typed)
      ? mistake('foreground', { container: newest.name })
      : notYet();
  },
  hints: [
    {
      ko: '`docker run`의 옵션은 이미지 이름보다 앞에 써요. 뒤에서 돌게 하는 옵션이 `-d`예요.',
      en: 'Options of `docker run` go in front of the image’s name. `-d` is the one that runs it in the background.',
    },
    {
      ko: '`docker run -d --name cache redis:7.0`이라고 치면 돼요.',
      en: 'Type `docker run -d --name cache redis:7.0`.',
    },
  ],
  solution: { commands: ['docker run -d --name cache redis:7.0', 'docker ps'] },
  alternatives: {
    'long form, no name': ['docker container run --detach redis:7.0'],
    'create, then start': ['docker create --name cache redis:7.0', 'docker start cache'],
    'image by id': ['docker run --name=my-redis -d $(docker images -q redis:7.0)'],
    'after another attempt in the foreground': [
      '(docker run --name cache redis:7.0 >/dev/null 2>&1 &)',
      'until docker exec cache true; do sleep 0.2; done >/dev/null 2>&1',
      'docker stop cache',
      'docker start cache',
    ],
  },
  mistakes: {
    foreground: {
      // Somebody at a terminal that is taken can type nothing more: the parentheses free the proof's.
      commands: [
        '(docker run --name cache redis:7.0 >/dev/null 2>&1 &)',
        'until docker exec cache true; do sleep 0.2; done >/dev/null 2>&1',
      ],
      diagnosis: {
        ko: '`{container}` 컨테이너를 `-d` 옵션 없이 실행해서 셸이 그 출력에 붙들렸어요. `-d`가 없으면 `docker run`은 컨테이너가 끝날 때까지 기다려요. 아직 붙들려 있다면 Ctrl+C를 눌러 끝내세요. 그다음 `docker rm {container}` 명령어로 지우고, 이미지 이름 앞에 `-d`를 넣어 다시 실행해 보세요.',
        en: 'The container `{container}` was run without `-d`, so your shell was tied to its output: `docker run` waits until the container ends. If it is still waiting, press Ctrl+C. Then remove the container with `docker rm {container}`, and run it again with `-d` in front of the image’s name.',
      },
    },
    'option-behind': {
      commands: ['docker run --name cache redis:7.0 -d'],
      diagnosis: {
        ko: '`{container}` 컨테이너가 `{program}` 부분을 자기가 실행할 명령어로 받았고, redis는 그런 설정을 몰라서 끝났어요. 이미지 이름 뒤에 쓴 것은 모두 컨테이너 안으로 들어가요. `docker rm {container}` 명령어로 지우고, 옵션을 이미지 이름 앞으로 옮겨 보세요.',
        en: 'The container `{container}` got `{program}` as the command to run inside; redis knows no such setting and ended. Whatever stands behind the image’s name goes into the container. Remove it with `docker rm {container}` and move the options in front of the image.',
      },
    },
    'name-taken': {
      commands: ['docker run --name cache redis:7.0 true', 'docker run -d --name cache redis:7.0'],
      diagnosis: takenNameText,
    },
    'no-tag': {
      commands: ['docker run -d --name cache redis'],
      diagnosis: {
        ko: '엔진에 `{image}` 이미지가 없어요. 태그를 안 쓰면 `:latest`를 붙인 이름으로 알아들어요. 여기 있는 것은 `redis:7.0` 이미지예요. 콜론 뒤까지 적어 보세요.',
        en: 'Your engine has no image `{image}`: a name without a tag means `:latest`. The one that is here is `redis:7.0`, so write the part behind the colon too.',
      },
    },
    'removes-itself': {
      commands: ['docker run -d --rm --name cache redis:7.0'],
      diagnosis: {
        ko: '`{container}` 컨테이너가 뒤에서 잘 돌고 있어요. 다만 `--rm` 옵션 때문에 멈추는 순간 지워져요. 곧 멈췄다가 다시 켜 볼 테니, `docker stop {container}` 명령어로 없앤 다음 `--rm` 없이 다시 실행해 보세요.',
        en: 'The container `{container}` runs in the background, as it should. But `--rm` removes it the moment it stops, and you will soon stop it and start it again. Get rid of it with `docker stop {container}`, then run it without `--rm`.',
      },
    },
  },
  missing: {
    ko: '`redis:7.0` 이미지로 만들었고, 셸을 붙들지 않고 뒤에서 돌고 있는 컨테이너를 찾고 있어요.',
    en: 'Looking for a container made from `redis:7.0` that runs in the background, with your shell free.',
  },
  note: {
    ko: '`{container}` 컨테이너가 뒤에서 돌고 있어요.',
    en: 'The container `{container}` is running in the background.',
  },
});
