import { removeRepository } from '../../../sandbox/checks/learner-project.ts';
import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { makeImage } from './make-image.ts';
import { serve } from './serve.ts';

export default defineLesson({
  images: ['busybox:1.35'],
  minutes: 5,
  start: [
    'docker image inspect busybox:1.35 >/dev/null 2>&1 || docker pull -q busybox:1.35 >/dev/null',
    'docker rm -f -v poster >/dev/null 2>&1',
    removeRepository('poster'),
    'docker image prune -f >/dev/null',
    // Emptied and not removed: the learner's shell may stand in it.
    'mkdir -p ~/poster && find ~/poster -mindepth 1 -delete && mkdir ~/poster/page',
    // Another text each time, so that an answer with it can only come from this page.
    'echo "<h1>Poster $RANDOM$RANDOM</h1>" > ~/poster/page/index.html',
    'tar -czf ~/poster/page.tar.gz -C ~/poster/page . && rm -r ~/poster/page',
  ],
  steps: [makeImage, serve],
  outputs: { folder: { command: 'tar -tzf ~/poster/page.tar.gz' } },
});
