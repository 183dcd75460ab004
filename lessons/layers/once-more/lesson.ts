import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { oneName } from './one-name.ts';
import { stack } from './stack.ts';

export default defineLesson({
  images: ['redis:7.0'],
  minutes: 5,
  start: [
    // Whoever comes from the lesson on pulling may have left it without its image.
    'docker image inspect redis:7.0 >/dev/null 2>&1 || docker pull -q redis:7.0 >/dev/null',
    // Also those of images made from it, whatever they are called.
    'docker ps -aq --filter ancestor=redis:7.0 | xargs -r docker rm -f -v >/dev/null',
    'docker rm -f -v low-box high-box >/dev/null 2>&1',
    "docker images --filter reference=tower --format '{{.Repository}}:{{.Tag}}' | xargs -r docker rmi >/dev/null",
    'docker image prune -f >/dev/null',
  ],
  steps: [stack, oneName],
});
