import { freshFolder, haveImage, removeRepository } from '../../../sandbox/checks/learner-project.ts';
import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { oneRun } from './one-run.ts';
import { signed } from './signed.ts';

export default defineLesson({
  images: ['debian:bookworm-slim'],
  minutes: 10,
  start: [haveImage('debian:bookworm-slim'), removeRepository('tools'), freshFolder('tools')],
  steps: [oneRun, signed],
  outputs: {
    dockerfile: { command: 'cat ~/tools/Dockerfile' },
    after: { after: 'one-run', command: 'cat ~/tools/Dockerfile' },
    lists: {
      after: 'one-run',
      command: 'docker run --rm tools:1 sh -c "ls /var/lib/apt/lists | wc -l; which bc less tree"',
    },
    labels: {
      after: 'signed',
      command: `docker inspect -f '{{index .Config.Labels "org.opencontainers.image.title"}}' tools:2`,
    },
  },
});
