import { freshFolder, removeRepository } from '../../../sandbox/checks/learner-project.ts';
import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { quick } from './quick.ts';
import { slim } from './slim.ts';

export default defineLesson({
  images: ['busybox:1.35'],
  minutes: 5,
  start: [
    'docker image inspect busybox:1.35 >/dev/null',
    removeRepository('kiosk'),
    'docker image prune -f >/dev/null',
    freshFolder('kiosk'),
  ],
  steps: [slim, quick],
  outputs: {
    files: { command: 'cd ~/kiosk && find . -type f | sort' },
    dockerfile: { command: 'cat ~/kiosk/Dockerfile' },
  },
});
