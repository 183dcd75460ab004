import { freshFolder, haveImage, removeRepository } from '../../../sandbox/checks/learner-project.ts';
import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { everywhere } from './everywhere.ts';
import { atTheRoot } from './root.ts';

export default defineLesson({
  images: ['busybox:1.35'],
  minutes: 12,
  start: [
    haveImage('busybox:1.35'),
    removeRepository('harbor'),
    'rm -rf ~/.dockerignore ~/dockerignore',
    freshFolder('harbor'),
  ],
  steps: [atTheRoot, everywhere],
  outputs: {
    files: { command: 'cd ~/harbor && find . -type f | sort' },
    dockerfile: { command: 'cat ~/harbor/Dockerfile' },
    leak: {
      command:
        'docker build -q -t harbor:0 ~/harbor >/dev/null && docker run --rm harbor:0 find /harbor -name secret.env | sort; docker rmi harbor:0 >/dev/null',
    },
    'after-root': { after: 'root', command: 'docker run --rm harbor:1 find /harbor -name secret.env | sort' },
    'after-everywhere': {
      after: 'everywhere',
      command: 'docker run --rm harbor:2 find /harbor -type f | sort',
    },
  },
});
