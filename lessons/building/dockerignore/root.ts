import { image } from '../../../sandbox/checks/collectors.ts';
import { homeFile, homeFiles } from '../../../sandbox/checks/home-files.ts';
import { ownFiles } from '../../../sandbox/checks/image-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import {
  base,
  deleted,
  firstInside,
  firstMissing,
  misplaced,
  patternsOf,
  secrets,
  wrongRoot,
} from './facts.ts';
import { deletedText } from './texts.ts';

const made = 'harbor:1';

export const atTheRoot = defineStep({
  id: 'root',
  collect: {
    made: image(made),
    own: ownFiles(made, base),
    ignore: homeFile('~/harbor/.dockerignore'),
    homeIgnore: homeFile('~/.dockerignore'),
    files: homeFiles('~/harbor'),
  },
  judge({ made, own, ignore, homeIgnore, files }) {
    if (!made || !own) return notYet();
    if (firstInside(own, ['secret.env']) === undefined) {
      const gone = deleted(files);
      if (gone !== undefined) return mistake('deleted', { path: gone });
      const left = secrets.filter((path) => firstInside(own, [path]) !== undefined).length;
      return firstMissing(own, ['open.sh']) === undefined ? passed({ left }) : notYet();
    }
    const pattern = wrongRoot(patternsOf(ignore));
    if (pattern !== undefined) return mistake('wrong-root', { pattern });
    const place = ignore.kind === 'gone' ? misplaced(files, homeIgnore) : undefined;
    return place === undefined ? notYet() : mistake('other-place', { place });
  },
  hints: [
    {
      ko: '`.dockerignore`는 평범한 텍스트 파일이에요. 한 줄에 패턴 하나를 적고, 컨텍스트의 맨 위에 둬요.',
      en: '`.dockerignore` is a plain text file at the top of the context, with one pattern a line.',
    },
    {
      ko: '`~/harbor` 폴더에서 `echo secret.env > .dockerignore`, 이어서 `docker build -t harbor:1 .`',
      en: 'In `~/harbor`: `echo secret.env > .dockerignore`, then `docker build -t harbor:1 .`',
    },
  ],
  solution: {
    commands: ['cd ~/harbor', 'echo secret.env > .dockerignore', 'docker build -t harbor:1 .'],
  },
  alternatives: {
    'with a slash in front': [
      'echo /secret.env > ~/harbor/.dockerignore',
      'docker build -q -t harbor:1 ~/harbor',
    ],
    'all of them at once': [
      "echo '**/secret.env' > ~/harbor/.dockerignore",
      'docker build -q -t harbor:1 ~/harbor',
    ],
    'built before and after': [
      'cd ~/harbor && docker build -q -t harbor:1 .',
      "printf '# not in the image\\nsecret.env\\n' > .dockerignore",
      'docker build -q -t harbor:1 .',
    ],
    'Windows line ends': [
      "printf 'secret.env\\r\\n' > ~/harbor/.dockerignore",
      'docker build -q -t harbor:1 ~/harbor',
    ],
  },
  mistakes: {
    'wrong-root': {
      commands: ['cd ~/harbor', 'echo harbor/secret.env > .dockerignore', 'docker build -t harbor:1 .'],
      diagnosis: {
        ko: '`.dockerignore` 파일에 `{pattern}` 패턴이 있는데, `/harbor/secret.env` 파일은 이미지에 그대로 들어갔어요. 패턴은 컨텍스트의 맨 위에서부터 세요. 여기서 맨 위는 `~/harbor` 폴더 자체라서 그 이름은 적지 않아요. `secret.env`라고만 적고 다시 빌드해 보세요.',
        en: 'Your `.dockerignore` has the pattern `{pattern}`, and `/harbor/secret.env` still got into the image. Patterns count from the root of the context. That root is `~/harbor` itself, so its name is not part of them. Write just `secret.env` and build again.',
      },
    },
    'other-place': {
      commands: ['cd ~', 'echo secret.env > .dockerignore', 'docker build -t harbor:1 harbor'],
      diagnosis: {
        ko: '패턴이 `{place}` 파일에 있어서 빌드가 읽지 않았어요. 빌드는 컨텍스트의 맨 위에 있고 이름이 정확히 `.dockerignore`인 파일만 읽어요. 여기서는 `~/harbor/.dockerignore` 파일이에요. `mv {place} ~/harbor/.dockerignore` 명령어로 옮기고 다시 빌드해 보세요.',
        en: 'The pattern is in `{place}`, where the build did not look. It reads a file at the root of the context and called exactly `.dockerignore`: here `~/harbor/.dockerignore`. Move it with `mv {place} ~/harbor/.dockerignore` and build again.',
      },
    },
    deleted: {
      commands: ['cd ~/harbor', 'rm secret.env', 'docker build -t harbor:1 .'],
      diagnosis: deletedText,
    },
  },
  missing: {
    ko: '`~/harbor` 폴더에서 빌드했고 `/harbor/secret.env` 파일이 들어 있지 않은 `harbor:1` 이미지를 찾고 있어요.',
    en: 'Looking for an image `harbor:1`, built from `~/harbor`, without `/harbor/secret.env`.',
  },
  note: {
    ko: '`/harbor/secret.env` 파일은 이미지에 없어요. 다른 폴더의 비밀 파일 가운데 이미지에 남은 것은 {left}개예요.',
    en: '`/harbor/secret.env` is not in the image. Secrets of other folders that are: {left}.',
  },
});
