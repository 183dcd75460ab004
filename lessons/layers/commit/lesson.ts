import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { change } from './change.ts';
import { firstImage } from './first.ts';
import { secondImage } from './second.ts';

const layersOf = (image: string) =>
  `docker inspect -f '{{range .RootFS.Layers}}{{println .}}{{end}}' ${image}`;

export default defineLesson({
  images: ['redis:7.0'],
  minutes: 20,
  shortPath: true,
  start: [
    // Whoever comes from the lesson on pulling may have left it without its image.
    'docker image inspect redis:7.0 >/dev/null 2>&1 || docker pull -q redis:7.0 >/dev/null',
    // Also those of images made from it, whatever they are called.
    'docker ps -aq --filter ancestor=redis:7.0 | xargs -r docker rm -f -v >/dev/null',
    'docker rm -f -v first-box second-box >/dev/null 2>&1',
    // By name: an image with children can lose its name and nothing else.
    "docker images --filter reference=redis-custom --format '{{.Repository}}:{{.Tag}}' | xargs -r docker rmi >/dev/null",
    'docker image prune -f >/dev/null',
  ],
  steps: [change, firstImage, secondImage],
  outputs: {
    diff: { after: 'change', command: 'docker diff first-box' },
    'base-layers': { after: 'first', command: layersOf('redis:7.0') },
    'first-layers': { after: 'first', command: layersOf('redis-custom:first') },
    'second-layers': { after: 'second', command: layersOf('redis-custom:second') },
    images: { after: 'second', command: 'docker images' },
  },
});
