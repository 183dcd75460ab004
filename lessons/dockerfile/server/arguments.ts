import { containersOf } from '../../../sandbox/checks/collectors.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { portAnswers } from '../../../sandbox/checks/published-ports.ts';
import { knock, port, tag } from './facts.ts';

export const passArguments = defineStep({
  id: 'arguments',
  collect: { boxes: containersOf(tag), answers: portAnswers(tag, port, '/') },
  judge({ boxes, answers }) {
    const told = answers.flatMap(({ container, body = '' }) => {
      const words = boxes.find(({ name }) => name === container)?.config.cmd ?? [];
      const line = /^arguments: ?(.*)$/m.exec(body)?.[1]?.trim() ?? '';
      const profile = /^profile: ?(.*)$/m.exec(body)?.[1]?.trim() ?? '';
      return words.length > 0 && line === words.join(' ').trim() ? [{ container, words, line, profile }] : [];
    });
    const given = told.find(({ words }) => words.some((word) => !word.startsWith('-D')));
    if (given) return passed({ container: given.container, words: given.line });
    const [option] = told;
    return option
      ? mistake('not-an-option', { container: option.container, words: option.line, profile: option.profile })
      : notYet();
  },
  hints: [
    {
      ko: '`docker run`에서 이미지 이름 뒤에 적은 낱말이 ENTRYPOINT 뒤에 붙어요. jar 뒤에 붙으니 프로그램의 인자가 돼요.',
      en: 'Words behind the image’s name are appended to the ENTRYPOINT. There they stand behind the jar, so they are the program’s arguments.',
    },
    {
      ko: '바깥 포트를 달리해서 하나 더 띄우세요. `docker run -d --name second -p 9292:8091 greeter:1 hello world`',
      en: 'Start another one at another outer port: `docker run -d --name second -p 9292:8091 greeter:1 hello world`',
    },
  ],
  solution: {
    commands: ['docker run -d --name second -p 9292:8091 greeter:1 hello world', knock(9292)],
  },
  alternatives: {
    'in place of the first, with an option of its own': [
      'docker rm -f greeter',
      'docker run -d --name greeter -p 9291:8091 greeter:1 --color blue',
      knock(9291),
    ],
  },
  mistakes: {
    'not-an-option': {
      commands: [
        'docker run -d --name second -p 9292:8091 greeter:1 -Dspring.profiles.active=prod',
        knock(9292),
      ],
      diagnosis: {
        ko: '`{words}` 부분은 `{container}` 컨테이너의 프로그램까지 잘 갔지만, 프로필은 그대로 `{profile}`이에요. 이미지 이름 뒤의 낱말은 ENTRYPOINT 끝, 곧 jar 뒤에 붙어서 Java의 옵션이 되지 못해요. 이번에는 `hello world`처럼 프로그램에게 주는 보통 낱말을 적어 보세요.',
        en: '`{words}` did reach the program in `{container}`, and the profile is still `{profile}`. What stands behind the image’s name goes to the end of the ENTRYPOINT, behind the jar, where it is no option of Java. This time give plain words that are for the program, such as `hello world`.',
      },
    },
  },
  missing: {
    ko: '이미지 이름 뒤에 인자를 주어 만들었고, 그 인자를 받았다고 대답하는 `greeter:1` 컨테이너를 찾고 있어요.',
    en: 'Looking for a container of `greeter:1` that was made with arguments and says that it got them.',
  },
  note: {
    ko: '`{container}` 컨테이너의 서버가 `{words}` 인자를 받았어요.',
    en: 'The server in `{container}` got the arguments `{words}`.',
  },
});
