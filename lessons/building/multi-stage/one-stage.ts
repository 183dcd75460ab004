import { ownFiles } from '../../../sandbox/checks/image-files.ts';
import { defineStep, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { findFile, jdk, single } from './facts.ts';

export const oneStage = defineStep({
  id: 'one-stage',
  collect: { own: ownFiles(single, jdk) },
  judge({ own }) {
    return findFile(own, /\/Hello\.class$/) ? passed() : notYet();
  },
  hints: [
    {
      ko: 'Dockerfile은 그대로 두고 `~/greet` 폴더에서 빌드하기만 하면 돼요.',
      en: 'Leave the Dockerfile as it is and build in `~/greet`.',
    },
    {
      ko: '`cd ~/greet`, 이어서 `docker build -t greet:jdk .`',
      en: '`cd ~/greet`, then `docker build -t greet:jdk .`',
    },
  ],
  solution: { commands: ['cd ~/greet', 'docker build -t greet:jdk .'] },
  alternatives: { 'from the home': ['docker build -q --tag greet:jdk ~/greet'] },
  mistakes: {},
  missing: {
    ko: '받은 그대로의 Dockerfile로 빌드한 `greet:jdk` 이미지를 찾고 있어요.',
    en: 'Looking for an image `greet:jdk`, built by the Dockerfile as you got it.',
  },
});
