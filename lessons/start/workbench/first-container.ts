import {
  type ContainerState,
  commands,
  containers,
  containersOf,
  image,
  images,
} from '../../../sandbox/checks/collectors.ts';
import { defineStep, type Judgement, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import type { TypedCommand } from '../../../sandbox/checks/record.ts';
import { slipTexts } from '../../../sandbox/checks/slips.ts';
import { dockerCalls, operands, runOptionsWithValue } from '../../../sandbox/checks/typed-docker.ts';

const busybox = 'busybox:1.35';

export const firstContainer = defineStep({
  id: 'first-container',
  collect: {
    base: image(busybox),
    here: images(),
    all: containers(),
    made: containersOf(busybox),
    typed: commands(),
  },
  judge({ base, here, all, made, typed }) {
    const stateOf = ({ id }: ContainerState) => all.find((each) => each.id === id)?.state;
    // One made with --rm can be seen in the moment before it goes.
    const finished = made.filter(
      (each) => stateOf(each) === 'exited' && each.exitCode === 0 && !each.autoRemove,
    );
    const spoke = finished.find(
      (each) => each.tty || each.config.cmd.join(' ') !== base?.config.cmd.join(' '),
    );
    if (spoke) return passed({ container: spoke.name });
    const [silent] = finished;
    // What was typed is known a moment after what happened.
    const run = silent && lastRun(typed);
    if (run)
      return hadNothingToDo(run)
        ? mistake('no-command', { container: silent.name })
        : passed({ container: silent.name });
    const [newest] = made;
    if (newest && stateOf(newest) === 'created' && newest.exitCode === 127)
      return mistake('no-such-program', { container: newest.name, program: newest.config.cmd[0] ?? '' });
    const names = new Set(here.flatMap((each) => each.tags));
    return slipOfRun(typed.at(-1), (name) => names.has(name)) ?? notYet();
  },
  hints: [
    {
      ko: '`docker run` 명령어는 이미지 이름 하나와, 그 안에서 실행할 명령어를 차례로 받아요.',
      en: '`docker run` takes the name of an image and then the command to run inside.',
    },
    {
      ko: '이미지는 `busybox:1.35`예요. 안에서 실행할 명령어로는 `echo`와 하고 싶은 말을 적어 보세요.',
      en: 'The image is `busybox:1.35`. As the command, write `echo` and whatever you like to say.',
    },
    {
      ko: '`docker run busybox:1.35 echo hello`라고 치면 돼요.',
      en: 'Type `docker run busybox:1.35 echo hello`.',
    },
  ],
  solution: { commands: ['docker run busybox:1.35 echo hello'] },
  alternatives: {
    'long form, with a name': ['docker container run --name hello busybox:1.35 echo hello'],
    'a shell inside': ['docker run -it busybox:1.35', 'echo hello', 'exit'],
    'in the background': ['docker run -d busybox:1.35 echo hello'],
    'create, then start': [
      'docker create --name two-steps busybox:1.35 echo hello',
      'docker start -a two-steps',
    ],
    'a script through a pipe': ['echo echo hello | docker run -i busybox:1.35'],
  },
  mistakes: {
    'image-not-here': {
      commands: ['docker run busybox echo hello'],
      diagnosis: {
        ko: '샌드박스에는 `{image}` 이미지가 없어요. 그래서 엔진이 인터넷에서 받아 오려 했지만, 샌드박스에는 인터넷이 없어요. 태그를 안 쓰면 `:latest`로 알아듣는 것도 흔한 이유예요. 콜론 뒤까지 적어서 `busybox:1.35` 이미지로 다시 해 보세요.',
        en: 'The image `{image}` is not in your sandbox. The engine tried to fetch it from the internet, and there is none in here. A common reason: a name without a tag means `:latest`. Write the part behind the colon too: `busybox:1.35`.',
      },
    },
    'no-command': {
      commands: ['docker run busybox:1.35'],
      diagnosis: {
        ko: '`{container}` 컨테이너가 아무 말 없이 끝났어요. 실행할 명령어를 안 적으면 이미지에 적힌 `sh`가 실행되는데, 읽을 입력이 없으니 바로 끝나요. 이미지 이름 뒤에 `echo hello`를 붙여 보세요.',
        en: 'The container `{container}` ended without a word. With no command given, it ran the `sh` that the image names, and a shell with nothing to read ends at once. Add `echo hello` behind the image.',
      },
    },
    'no-such-program': {
      commands: ['docker run busybox:1.35 ehco hello'],
      diagnosis: {
        ko: '`{container}` 컨테이너는 만들어졌지만 시작하지 못했어요. 이미지 안에 `{program}` 프로그램이 없거든요. 철자를 확인하고 다시 `docker run` 명령어를 쳐 보세요. 새 컨테이너가 생겨요.',
        en: 'The container `{container}` was made and could not start: there is no program `{program}` in the image. Check the spelling and type `docker run` again; that makes a new container.',
      },
    },
    'removed-itself': {
      commands: ['docker run --rm busybox:1.35 echo hello'],
      diagnosis: {
        ko: '잘 실행됐어요. 다만 `--rm` 옵션을 붙여서, 컨테이너가 끝나자마자 지워졌어요. 다음 단계에서 끝난 컨테이너를 찾아볼 거예요. 이번에는 `--rm` 없이 `{meant}` 명령어를 쳐 보세요.',
        en: 'It ran well. But `--rm` removes a container as soon as it ends, and the next step looks for one that has ended. Type `{meant}` this time, without `--rm`.',
      },
    },
    hangul: { commands: ['애찯ㄱ 겨ㅜ busybox:1.35 echo hello'], diagnosis: slipTexts.hangul },
    prompt: { commands: ['$ docker run busybox:1.35 echo hello'], diagnosis: slipTexts.prompt },
    capital: { commands: ['Docker run busybox:1.35 echo hello'], diagnosis: slipTexts.capital },
  },
  missing: {
    ko: '`busybox:1.35` 이미지로 만들어져서 종료 코드 0으로 끝난 컨테이너를 찾고 있어요.',
    en: 'Looking for a container made from `busybox:1.35` that ended with exit code 0.',
  },
  note: {
    ko: '`{container}` 컨테이너가 일을 마치고 끝났어요. 이름을 안 정하면 Docker가 이렇게 지어 줘요.',
    en: 'The container `{container}` did its work and ended. Docker makes up such a name if you give none.',
  },
});

function lastRun(typed: readonly TypedCommand[]): string[] | undefined {
  return typed.flatMap(({ text }) => dockerCalls(text)).findLast(([verb]) => verb === 'run');
}

/** The run named an image and nothing else; with `-i` it could have read commands from its input. */
function hadNothingToDo(run: readonly string[]): boolean {
  const readsInput = run.some((arg) => /^(-\w*i\w*|--interactive)$/.test(arg));
  return !readsInput && operands(run.slice(1), runOptionsWithValue).length === 1;
}

function slipOfRun(last: TypedCommand | undefined, isHere: (name: string) => boolean): Judgement | undefined {
  const run = dockerCalls(last?.text ?? '').findLast(([verb]) => verb === 'run' || verb === 'create');
  if (!run || !last) return undefined;
  const [name = '', ...inside] = operands(run.slice(1), runOptionsWithValue);
  if (last.exitCode === 0 && run.includes('--rm') && name === busybox)
    return mistake('removed-itself', { meant: ['docker run', name, ...inside].join(' ') });
  // 125: the engine refused before anything ran (docker-run(1), "Exit Status").
  const isRefused = last.exitCode === 125 && /^[a-z0-9][\w./:-]*$/.test(name);
  const full = name.includes(':') ? name : `${name}:latest`;
  return isRefused && !isHere(full) ? mistake('image-not-here', { image: full }) : undefined;
}
