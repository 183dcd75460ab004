import { buildContext } from '../../../sandbox/checks/build-context.ts';
import { commands, image } from '../../../sandbox/checks/collectors.ts';
import { homeFile, homeFiles } from '../../../sandbox/checks/home-files.ts';
import { ownFiles } from '../../../sandbox/checks/image-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { failedBuild } from '../../../sandbox/checks/typed-builds.ts';
import {
  base,
  deleted,
  firstInside,
  firstMissing,
  hiddenLater,
  needed,
  patternsOf,
  secrets,
} from './facts.ts';
import { deletedText } from './texts.ts';

const made = 'harbor:2';
const ignore = (...patterns: string[]) => `printf '${patterns.join('\\n')}\\n' > .dockerignore`;

export const everywhere = defineStep({
  id: 'everywhere',
  collect: {
    made: image(made),
    own: ownFiles(made, base),
    context: buildContext('harbor'),
    ignore: homeFile('~/harbor/.dockerignore'),
    files: homeFiles('~/harbor'),
    typed: commands(),
  },
  judge({ made, own, context, ignore, files, typed }) {
    const isInContext = (path: string) => context?.some((each) => each.path === path) ?? false;
    if (failedBuild(typed)) {
      // What COPY names itself: without it no build is possible.
      const isLost =
        context && files?.some(({ path }) => path === 'settings.env') && !isInContext('settings.env');
      return isLost ? mistake('needed', { path: 'settings.env' }) : notYet();
    }
    if (!made || !own) return notYet();
    const hidden = hiddenLater(own);
    if (hidden !== undefined) return mistake('removed-later', { path: hidden });
    const inside = firstInside(own, secrets);
    if (inside !== undefined) {
      const patterns = patternsOf(ignore).join(' ');
      return isInContext(inside) && patterns ? mistake('still-inside', { path: inside, patterns }) : notYet();
    }
    const gone = deleted(files);
    if (gone !== undefined) return mistake('deleted', { path: gone });
    const missing = firstMissing(own, needed);
    if (missing === undefined) return secrets.some(isInContext) ? notYet() : passed();
    return context && !isInContext(missing) ? mistake('too-much', { path: missing }) : notYet();
  },
  hints: [
    {
      ko: '`.gitignore`와 달리 `secret.env` 패턴은 맨 위의 파일 하나에만 맞아요. 몇 단계이든 모든 폴더를 뜻하는 무늬가 있어요.',
      en: 'Unlike in `.gitignore`, the pattern `secret.env` matches one file, at the root. There is a wildcard for any number of folders.',
    },
    {
      ko: '그 무늬는 `**/`예요. 맨 위도 함께 뜻해요. `.dockerignore` 파일에 `**/secret.env` 한 줄이면 돼요.',
      en: 'It is `**/`, and it includes the root. One line in `.dockerignore` is enough: `**/secret.env`.',
    },
  ],
  solution: {
    commands: ['cd ~/harbor', "echo '**/secret.env' > .dockerignore", 'docker build -t harbor:2 .'],
  },
  alternatives: {
    'one line for each': [
      'cd ~/harbor',
      ignore('secret.env', 'config/secret.env', 'config/prod/secret.env'),
      'docker build -q -t harbor:2 .',
    ],
    'all .env files but one': [
      'cd ~/harbor',
      ignore('**/*.env', '!settings.env'),
      'docker build -q -t harbor:2 .',
    ],
    'ignored beside the Dockerfile': [
      'cd ~/harbor',
      "echo '**/secret.env' > Dockerfile.dockerignore",
      'docker build -q -t harbor:2 .',
    ],
    'after one level only': [
      'cd ~/harbor && echo "*/secret.env" >> .dockerignore && docker build -q -t harbor:2 .',
      'echo "*/*/secret.env" >> .dockerignore && docker build -q -t harbor:2 .',
    ],
  },
  mistakes: {
    'still-inside': {
      commands: ['cd ~/harbor', ignore('secret.env', '*/secret.env'), 'docker build -t harbor:2 .'],
      diagnosis: {
        ko: '`harbor:2` 이미지에 `/harbor/{path}` 파일이 들어 있어요. 지금 패턴은 `{patterns}`인데, 이 파일의 자리와 맞는 것이 없어요. 패턴은 컨텍스트의 맨 위에서부터 경로 전체와 견주고, `*`는 폴더 하나를 넘지 못해요. 몇 단계이든 넘는 `**/`를 써 보세요.',
        en: 'In `harbor:2` there is `/harbor/{path}`. Your patterns are `{patterns}`, and none fits that place: a pattern is compared with the whole path from the context’s root, and `*` does not go beyond one folder. Use `**/`, which goes through any number.',
      },
    },
    needed: {
      commands: ['cd ~/harbor', ignore('**/*.env'), 'docker build -t harbor:2 .'],
      diagnosis: {
        ko: '빌드가 `COPY settings.env .`에서 멈췄어요. `{path}` 파일이 폴더에는 있지만 컨텍스트에는 없어요. `.dockerignore`가 그 파일까지 뺐거든요. 빠진 파일은 `COPY`도 볼 수 없어요. 패턴을 좁히거나, 마지막에 `!{path}` 줄을 더해 그 파일만 다시 넣어 보세요.',
        en: 'The build stopped at `COPY settings.env .`: `{path}` is in the folder but not in the context, because `.dockerignore` took it out as well. What is out, not even `COPY` can see. Narrow the pattern, or bring that file back with a last line `!{path}`.',
      },
    },
    'too-much': {
      commands: ['cd ~/harbor', ignore('secret.env', 'config'), 'docker build -t harbor:2 .'],
      diagnosis: {
        ko: '비밀은 없어졌는데 이미지에 있어야 할 `/harbor/{path}` 파일도 함께 빠졌어요. 패턴이 폴더에 맞으면 그 안의 것이 모두 빠져요. 비밀 파일만 맞는 패턴으로 바꾸고 다시 빌드해 보세요.',
        en: 'The secrets are out, but so is `/harbor/{path}`, which the image should have. A pattern that matches a folder takes out everything in it. Use one that matches the secrets alone, and build again.',
      },
    },
    'removed-later': {
      commands: [
        'cd ~/harbor',
        "sed -i '/^COPY \\. \\./a RUN rm config/secret.env config/prod/secret.env' Dockerfile",
        'docker build -t harbor:2 .',
      ],
      diagnosis: {
        ko: '`/harbor/{path}` 파일은 컨테이너에서 보이지 않지만 이미지에는 남아 있어요. `COPY`가 만든 레이어에 들어갔고, 나중의 `RUN`은 그 위에서 가리기만 해요. `docker save`로 꺼내면 누구나 읽을 수 있어요. 그 `RUN` 줄을 지우고, 처음부터 컨텍스트에 들어오지 않게 `.dockerignore`로 빼 보세요.',
        en: 'A container does not show `/harbor/{path}`, but it is still in the image: it went into the layer that `COPY` made, and the later `RUN` only hides it. Anybody can get it out with `docker save`. Remove that `RUN`, and keep the file out of the context from the start, by `.dockerignore`.',
      },
    },
    deleted: {
      commands: ['cd ~/harbor', 'find . -name secret.env -delete', 'docker build -t harbor:2 .'],
      diagnosis: deletedText,
    },
  },
  missing: {
    ko: '`secret.env` 파일이 컨텍스트에도 어느 레이어에도 없고, 나머지 파일은 그대로 들어 있는 `harbor:2` 이미지를 찾고 있어요.',
    en: 'Looking for an image `harbor:2` with all other files in place and no `secret.env`, neither in its context nor in any layer.',
  },
  note: {
    ko: '컨텍스트에도, 이미지의 어느 레이어에도 비밀 파일이 없어요. 파일은 여러분의 폴더에 그대로 있고요.',
    en: 'No secret in the context, none in any layer of the image, and the files are still in your folder.',
  },
});
