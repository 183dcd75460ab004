import { history, image } from '../../../sandbox/checks/collectors.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { declared, write } from './facts.ts';

const tag = 'greet:env';

export const environment = defineStep({
  id: 'env',
  collect: { made: image(tag), rows: history(tag) },
  judge({ made, rows }) {
    const argument = declared(rows).find(({ name }) => name === 'WHO') ?? declared(rows)[0];
    if (!made || !argument) return notYet();
    const { name } = argument;
    const entry = made.config.env.find((each) => each.startsWith('WHO='));
    if (entry === undefined)
      return mistake('not-at-run-time', { image: tag, name, line: `ENV WHO=$${name}` });
    const value = entry.slice('WHO='.length);
    if (value === '') return mistake('nothing', { image: tag });
    const fallback = argument.fallback?.replace(/^(["'])(.*)\1$/, '$2');
    return value === fallback ? notYet() : passed({ entry });
  },
  hints: [
    {
      ko: '빌드가 끝나도 남는 환경 변수를 만드는 지시어가 따로 있어요. 이름은 environment에서 왔어요.',
      en: 'Another instruction makes a variable that outlives the build. Its name comes from “environment”.',
    },
    {
      ko: '`ARG WHO=world` 아래에 `ENV WHO=$WHO` 줄을 적으면 빌드 인자의 값이 환경 변수로 남아요.',
      en: 'Below `ARG WHO=world`, the line `ENV WHO=$WHO` keeps the build argument’s value as a variable.',
    },
    {
      ko: '`docker build --build-arg WHO=drydock -t greet:env .` 명령어로 기본값과 다른 값을 넘기세요.',
      en: 'Give it another value than the default: `docker build --build-arg WHO=drydock -t greet:env .`',
    },
  ],
  solution: {
    commands: [
      write('FROM busybox:1.35', 'ARG WHO=world', 'ENV WHO=$WHO'),
      'docker build --build-arg WHO=drydock -t greet:env ~/greet',
      'docker run --rm greet:env env',
    ],
  },
  alternatives: {
    'an argument of another name': [
      write('FROM busybox:1.35', 'ARG PERSON', 'ENV WHO "$PERSON"'),
      'docker build --build-arg PERSON=me -t greet:env ~/greet',
    ],
  },
  mistakes: {
    'not-at-run-time': {
      commands: [
        write('FROM busybox:1.35', 'ARG WHO=world', 'RUN echo "hello $WHO" > /greeting'),
        'docker build --build-arg WHO=drydock -t greet:env ~/greet',
      ],
      diagnosis: {
        ko: '`{image}` 이미지는 `{name}` 인자를 빌드에서 받았지만, 이미지의 설정에는 `WHO` 환경 변수가 없어요. `ARG`의 값은 빌드가 끝나면 사라져요. 그래서 컨테이너에서는 비어 있어요. `ARG` 아래에 `{line}` 줄을 더하고 다시 빌드해 보세요.',
        en: '`{image}` took the argument `{name}` while it was built, and its settings have no variable `WHO`. The value of an `ARG` ends with the build, so in a container there is nothing. Add `{line}` below the `ARG` and build again.',
      },
    },
    nothing: {
      commands: [
        write('FROM busybox:1.35', 'ENV WHO=$WHO', 'ARG WHO=world'),
        'docker build --build-arg WHO=drydock -t greet:env ~/greet',
      ],
      diagnosis: {
        ko: '`{image}` 이미지에 `WHO` 환경 변수는 있는데 값이 비어 있어요. 지시어는 위에서 아래로 처리되니까, `ENV` 줄이 처리될 때 인자에 값이 없었던 거예요. `ARG` 줄이 `ENV` 줄보다 위에 있는지 보고 다시 빌드해 보세요.',
        en: '`{image}` has the variable `WHO`, and it is empty. Instructions are carried out from top to bottom: when `ENV` came, the argument had no value. Put `ARG` above `ENV` and build again.',
      },
    },
  },
  missing: {
    ko: '빌드할 때 넘긴 값이 `WHO` 환경 변수로 남은 `greet:env` 이미지를 찾고 있어요. 기본값과는 다른 값이어야 해요.',
    en: 'Looking for an image `greet:env` with a variable `WHO` whose value was given while building, other than the default.',
  },
  note: {
    ko: '이미지의 설정에 `{entry}` 항목이 남았어요. 이 이미지로 만드는 컨테이너는 모두 이 값을 가져요.',
    en: 'The image’s settings now say `{entry}`; every container made from it has that.',
  },
});
