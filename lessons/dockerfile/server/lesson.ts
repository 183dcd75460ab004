import { removeRepository } from '../../../sandbox/checks/learner-project.ts';
import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { passArguments } from './arguments.ts';
import { jar } from './facts.ts';
import { serverImage } from './image.ts';
import { serve } from './serve.ts';

export default defineLesson({
  images: ['eclipse-temurin:17-jre'],
  minutes: 30,
  start: [
    'docker image inspect eclipse-temurin:17-jre >/dev/null 2>&1 || docker pull -q eclipse-temurin:17-jre >/dev/null',
    'docker rm -f -v greeter second >/dev/null 2>&1',
    removeRepository('greeter'),
    'docker image prune -f >/dev/null',
    // Emptied and not removed: the learner's shell may stand in it.
    'mkdir -p ~/server && find ~/server -mindepth 1 -delete',
    `mkdir -p ~/server/build/libs && cp /golden/files/greeter.jar ~/server/${jar} && chmod 644 ~/server/${jar}`,
  ],
  steps: [serverImage, serve, passArguments],
  outputs: {
    folder: { command: 'cd ~/server && find . -type f' },
    root: { after: 'serve', command: 'curl -s localhost:9291' },
    logs: { after: 'serve', command: 'docker exec greeter ls /logs' },
    arguments: { after: 'arguments', command: 'curl -s localhost:9292' },
  },
});
