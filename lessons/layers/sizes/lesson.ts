import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { added } from './added.ts';
import { third } from './third.ts';
import { together } from './together.ts';

export default defineLesson({
  images: ['redis:7.0'],
  minutes: 15,
  start: [
    // Whoever comes from the lesson on pulling may have left it without its image.
    'docker image inspect redis:7.0 >/dev/null 2>&1 || docker pull -q redis:7.0 >/dev/null',
    // Also those of images made from it, whatever they are called.
    'docker ps -aq --filter ancestor=redis:7.0 | xargs -r docker rm -f -v >/dev/null',
    'docker rm -f -v first-box second-box third-box >/dev/null 2>&1',
    // By name: an image with children can lose its name and nothing else.
    "docker images --filter reference=redis-custom --format '{{.Repository}}:{{.Tag}}' | xargs -r docker rmi >/dev/null",
    'docker image prune -f >/dev/null',
    'rm -rf ~/answer',
    'head -c 5000000 /dev/zero >.drydock-file',
    'docker create --name first-box redis:7.0',
    // `docker images` sorts by whole seconds: images that are made in the same one stand in any order.
    'docker cp -q .drydock-file first-box:/first && docker commit first-box redis-custom:first && sleep 1.1',
    'docker create --name second-box redis-custom:first',
    'docker cp -q .drydock-file second-box:/second && docker commit second-box redis-custom:second',
    'rm .drydock-file && docker rm -v first-box second-box',
  ],
  steps: [added, together, third],
  outputs: {
    images: { command: "docker images 'redis*'" },
    df: { after: 'added', command: "docker system df -v | grep -E 'REPOSITORY|redis'" },
    'images-after-third': { after: 'third', command: "docker images 'redis*'" },
  },
});
