import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { removeBoxes } from './boxes.ts';
import { removeFirst } from './first.ts';
import { removeSecond } from './second.ts';

export default defineLesson({
  images: ['redis:7.0'],
  minutes: 15,
  shortPath: true,
  start: [
    // Whoever comes from the lesson on pulling may have left it without its image.
    'docker image inspect redis:7.0 >/dev/null 2>&1 || docker pull -q redis:7.0 >/dev/null',
    // Also those of images made from it, whatever they are called.
    'docker ps -aq --filter ancestor=redis:7.0 | xargs -r docker rm -f -v >/dev/null',
    'docker rm -f -v first-box second-box tryout >/dev/null 2>&1',
    // By name: an image with children can lose its name and nothing else.
    "docker images --filter reference=redis-custom --filter reference=team-api --format '{{.Repository}}:{{.Tag}}' | xargs -r docker rmi >/dev/null",
    'docker image prune -f >/dev/null',
    // Committed and not built: images of BuildKit have no parent, so nothing would keep one alive.
    'head -c 5000000 /dev/zero >.drydock-file',
    'docker create --name first-box redis:7.0',
    // `docker images` sorts by whole seconds: images that are made in the same one stand in any order.
    `docker commit --change 'LABEL team=api' first-box team-api:1.2 && sleep 1.1`,
    'docker cp -q .drydock-file first-box:/first && docker commit first-box redis-custom:first && sleep 1.1',
    'docker create --name second-box redis-custom:first',
    'docker cp -q .drydock-file second-box:/second && docker commit second-box redis-custom:second',
    'rm .drydock-file',
    // Leftovers as they are after a day's work: one has ended, one still runs.
    'docker rm -v second-box && docker run --name second-box redis-custom:first true',
    'docker run -d --name tryout redis-custom:second',
  ],
  steps: [removeBoxes, removeFirst, removeSecond],
  outputs: {
    'images-before': { command: 'docker images' },
    'boxes-before': { command: 'docker ps -a' },
    'images-after-first': { after: 'first', command: 'docker images' },
    'all-after-first': { after: 'first', command: 'docker images -a' },
    history: { after: 'first', command: 'docker history redis-custom:second' },
    'all-after-second': { after: 'second', command: 'docker images -a' },
  },
});
