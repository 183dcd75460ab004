import { freshFolder, haveImage, removeRepository } from '../../../sandbox/checks/learner-project.ts';
import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { quick } from './quick.ts';
import { slim } from './slim.ts';

export default defineLesson({
  images: ['busybox:1.35'],
  minutes: 5,
  start: [haveImage('busybox:1.35'), removeRepository('kiosk'), freshFolder('kiosk')],
  steps: [slim, quick],
  outputs: {
    files: { command: 'cd ~/kiosk && find . -type f | sort' },
    dockerfile: { command: 'cat ~/kiosk/Dockerfile' },
  },
});
