import { commands, history } from '../../../sandbox/checks/collectors.ts';
import { ownFiles } from '../../../sandbox/checks/image-files.ts';
import { defineStep, type Judgement, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { type TypedBuild, typedBuilds } from '../../../sandbox/checks/typed-builds.ts';
import { base, declared, runs, valueIn, write } from './facts.ts';

const path = '/greeting';
const plain = 'greet:default';
const mine = 'greet:mine';

export const buildArgument = defineStep({
  id: 'argument',
  collect: {
    plainRows: history(plain),
    plainOwn: ownFiles(plain, base, [path]),
    rows: history(mine),
    own: ownFiles(mine, base, [path]),
    typed: commands(),
  },
  judge({ plainRows, plainOwn, rows, own, typed }) {
    const one = greetingOf(plainRows, plainOwn?.texts[path]);
    const other = greetingOf(rows, own?.texts[path]);
    const unused = [one, other].find((each) => each?.isUnused);
    if (unused) return mistake('unused', { text: unused.text, command: unused.command });
    if (other && other.value === other.fallback) {
      const build = typedBuilds(typed).findLast(({ tags }) => tags.includes(mine));
      return build?.exitCode === 0 ? withoutEffect(build, other) : notYet();
    }
    if (!other && rows && own?.texts[path] !== undefined && declared(rows).length === 0) {
      const build = typedBuilds(typed).findLast(({ tags }) => tags.includes(mine));
      const [given] = build?.buildArgs ?? [];
      return given && build?.exitCode === 0 ? mistake('undeclared', { given: given[0] }) : notYet();
    }
    if (!one || !other || one.value !== one.fallback) return notYet();
    return passed({ one: one.text, other: other.text });
  },
  hints: [
    {
      ko: '`ARG 이름=기본값`으로 받을 자리를 만들고, `RUN` 안에서는 `$이름`으로 써요. 큰따옴표 안에서만 값으로 바뀌어요.',
      en: '`ARG NAME=DEFAULT` declares it, and in `RUN` you write `$NAME`, within double quotes.',
    },
    {
      ko: 'Dockerfile은 `FROM busybox:1.35`, `ARG WHO=world`, `RUN echo "hello $WHO" > /greeting` 세 줄이에요. 그대로 `greet:default` 이미지를 빌드하세요.',
      en: 'The Dockerfile has three lines: `FROM busybox:1.35`, `ARG WHO=world`, `RUN echo "hello $WHO" > /greeting`. Build `greet:default` from it as it is.',
    },
    {
      ko: '두 번째 빌드에는 값을 넘겨요. `docker build --build-arg WHO=drydock -t greet:mine .`',
      en: 'The second build is given a value: `docker build --build-arg WHO=drydock -t greet:mine .`',
    },
  ],
  solution: {
    commands: [
      'cd ~/greet',
      write('FROM busybox:1.35', 'ARG WHO=world', 'RUN echo "hello $WHO" > /greeting'),
      'docker build -t greet:default .',
      'docker build --build-arg WHO=drydock -t greet:mine .',
    ],
  },
  alternatives: {
    'other name, braces, joined option': [
      write('FROM busybox:1.35', 'ARG PERSON=everybody', 'RUN echo "dear $PERSON" > /greeting'),
      'docker build -t greet:default ~/greet',
      'docker image build --build-arg=PERSON="Kim and Lee" -t greet:mine ~/greet',
    ],
    'own value first, a value of the shell': [
      write('FROM busybox:1.35', 'ARG WHO="world"', 'RUN echo hello $WHO > /greeting'),
      'export WHO=shell && docker build --build-arg WHO -t greet:mine ~/greet',
      'docker build -t greet:default ~/greet',
    ],
    'after a slip': [
      write('FROM busybox:1.35', 'ARG WHO=world', 'RUN echo "hello $WHO" > /greeting'),
      'docker build -t greet:default ~/greet',
      'docker build --build-arg who=drydock -t greet:mine ~/greet',
      'docker build --build-arg WHO=drydock -t greet:mine ~/greet',
    ],
  },
  mistakes: {
    misspelt: {
      commands: [
        write('FROM busybox:1.35', 'ARG WHO=world', 'RUN echo "hello $WHO" > /greeting'),
        'docker build -t greet:default ~/greet',
        'docker build --build-arg WHOO=drydock -t greet:mine ~/greet',
      ],
      diagnosis: {
        ko: '`greet:mine` 이미지에도 기본값 `{fallback}`이 들어갔어요. `--build-arg`에 적은 이름은 `{given}`인데 Dockerfile에서 받는 이름은 `{declared}`이에요. 이름이 다르면 빌드는 경고만 하고 그냥 지나가요. 대소문자까지 같게 적어서 다시 빌드해 보세요.',
        en: '`greet:mine` got the default, `{fallback}`, too. You gave `--build-arg` the name `{given}`, and the Dockerfile takes `{declared}`. For a name that nobody takes the build only warns, and goes on. Write it exactly the same, upper and lower case too, and build again.',
      },
    },
    same: {
      commands: [
        write('FROM busybox:1.35', 'ARG WHO=world', 'RUN echo "hello $WHO" > /greeting'),
        'docker build -t greet:default -t greet:mine ~/greet',
      ],
      diagnosis: {
        ko: '`greet:mine` 이미지에도 기본값 `{fallback}`이 들어 있어요. 다른 값을 넘기지 않았기 때문이에요. `docker build`에 `--build-arg {declared}=drydock` 옵션을 붙여서 `greet:mine` 이미지를 다시 빌드해 보세요.',
        en: '`greet:mine` has the default, `{fallback}`, as well: no other value was given. Build `greet:mine` again with `--build-arg {declared}=drydock`.',
      },
    },
    undeclared: {
      commands: [
        write('FROM busybox:1.35', 'RUN echo "hello $WHO" > /greeting'),
        'docker build --build-arg WHO=drydock -t greet:mine ~/greet',
      ],
      diagnosis: {
        ko: '`--build-arg`로 `{given}` 값을 넘겼지만, 이미지의 기록에는 `ARG` 지시어가 하나도 없어요. 받겠다고 적지 않은 값은 빌드에 들어오지 않아요. Dockerfile의 `FROM` 아래에 `ARG {given}=world` 줄을 넣고 다시 빌드해 보세요.',
        en: 'You gave `{given}` by `--build-arg`, and the image’s history has no `ARG` at all. What the Dockerfile does not ask for never reaches the build. Put `ARG {given}=world` below `FROM` and build again.',
      },
    },
    unused: {
      commands: [
        write('FROM busybox:1.35', 'ARG WHO=world', "RUN echo 'hello $WHO' > /greeting"),
        'docker build -t greet:default ~/greet',
      ],
      diagnosis: {
        ko: '`/greeting` 파일에는 `{text}`라는 글이 들어갔고, 실행된 명령어는 `{command}`였어요. 인자의 값이 쓰이지 않았어요. `ARG` 줄이 `RUN` 줄보다 위에 있고, `RUN` 안에 `$이름`이 작은따옴표가 아닌 큰따옴표로 적혀 있는지 보고 다시 빌드해 보세요.',
        en: '`/greeting` holds `{text}`; the command that ran was `{command}`. The argument’s value was not used. Is `ARG` above `RUN`, and does `RUN` say `$NAME` in double quotes, not single ones? Mend that and build again.',
      },
    },
  },
  missing: {
    ko: '`ARG`의 기본값이 든 `greet:default` 이미지와, 빌드할 때 넘긴 다른 값이 든 `greet:mine` 이미지를 찾고 있어요. 값은 둘 다 `/greeting` 파일에 있어야 해요.',
    en: 'Looking for `greet:default` with the default of an `ARG` in its `/greeting`, and `greet:mine` with another value, given while building.',
  },
  note: {
    ko: '같은 Dockerfile인데 한쪽은 `{one}`, 다른 쪽은 `{other}`이에요.',
    en: 'One Dockerfile: `{one}` here, `{other}` there.',
  },
});

interface Greeting {
  name: string;
  fallback: string | undefined;
  value: string;
  text: string;
  command: string;
  isUnused: boolean;
}

/** What came of the first ARG of an image. */
function greetingOf(
  rows: readonly { createdBy: string }[] | undefined,
  text: string | undefined,
): Greeting | undefined {
  const [argument] = declared(rows);
  const row = runs(rows).find(({ command }) => command.includes(path));
  if (!argument || !row || text === undefined) return undefined;
  const value = valueIn(row, argument.name) ?? '';
  const isUnused = value === '' || !text.includes(value.trim());
  const fallback = argument.fallback?.replace(/^(["'])(.*)\1$/, '$2');
  return { name: argument.name, fallback, value, text: text.trim(), command: row.command, isUnused };
}

function withoutEffect({ buildArgs }: TypedBuild, { name, fallback = '' }: Greeting): Judgement {
  const other = buildArgs.find(([given]) => given !== name);
  if (other && !buildArgs.some(([given]) => given === name))
    return mistake('misspelt', { given: other[0], declared: name, fallback });
  return buildArgs.length === 0 ? mistake('same', { declared: name, fallback }) : notYet();
}
