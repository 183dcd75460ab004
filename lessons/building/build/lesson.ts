import { freshFolder, haveImage, removeRepository } from '../../../sandbox/checks/learner-project.ts';
import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { firstBuild } from './first.ts';
import { layerCount } from './layer-count.ts';
import { otherFile } from './other-file.ts';

export default defineLesson({
  images: ['busybox:1.35'],
  minutes: 12,
  start: [haveImage('busybox:1.35'), removeRepository('hello'), 'rm -rf ~/answer', freshFolder('hello')],
  steps: [firstBuild, layerCount, otherFile],
  outputs: {
    files: { command: 'cd ~/hello && find . -type f | sort' },
    dockerfile: { command: 'cat ~/hello/Dockerfile' },
    run: { after: 'first', command: 'docker run --rm hello:1' },
    history: { after: 'first', command: 'docker history hello:1 | head -n 6' },
    loud: { command: 'cat ~/hello/recipes/loud.Dockerfile' },
    'run-loud': { after: 'other-file', command: 'docker run --rm hello:loud' },
  },
});
