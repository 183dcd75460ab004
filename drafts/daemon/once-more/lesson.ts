import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { mended } from './mended.ts';

export default defineLesson({
  images: ['busybox:1.35', 'redis:7.0'],
  minutes: 5,
  start: [
    'docker image inspect busybox:1.35 >/dev/null',
    'docker rm -f -v mended >/dev/null 2>&1',
    'rm -rf ~/broken && mkdir ~/broken && cp "$FILES"/* ~/broken/',
  ],
  steps: [mended],
});
