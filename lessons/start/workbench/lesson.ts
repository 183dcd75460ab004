import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { firstContainer } from './first-container.ts';
import { lookBack } from './look-back.ts';
import { version } from './version.ts';

export default defineLesson({
  images: ['busybox:1.35'],
  minutes: 10,
  start: [
    'docker image inspect busybox:1.35 >/dev/null',
    'docker ps -aq --filter ancestor=busybox:1.35 | xargs -r docker rm -f -v >/dev/null',
  ],
  steps: [version, firstContainer, lookBack],
  outputs: {
    version: { after: 'version', command: 'docker version' },
    running: { after: 'first-container', command: 'docker ps' },
    all: { after: 'first-container', command: 'docker ps -a' },
  },
});
