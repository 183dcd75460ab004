import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { again } from './again.ts';
import { background } from './background.ts';
import { write } from './write.ts';

export default defineLesson({
  images: ['redis:7.0'],
  minutes: 15,
  start: [
    // Whoever comes from the lesson on pulling may have left it without its image.
    'docker image inspect redis:7.0 >/dev/null 2>&1 || docker pull -q redis:7.0 >/dev/null',
    // Also those of images made from it, whatever they are called.
    'docker ps -aq --filter ancestor=redis:7.0 | xargs -r docker rm -f -v >/dev/null',
    'docker rm -f -v cache cache2 >/dev/null 2>&1',
  ],
  steps: [background, write, again],
  outputs: {
    running: { after: 'background', command: 'docker ps' },
    diff: { after: 'write', command: 'docker diff cache' },
    'in-the-new-one': { after: 'again', command: 'docker exec cache2 ls /memo' },
    'in-the-old-one': { after: 'again', command: 'docker exec cache ls /memo' },
    all: { after: 'again', command: 'docker ps -a' },
  },
});
