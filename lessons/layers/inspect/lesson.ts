import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { countLayers } from './count.ts';
import { topLayer } from './top.ts';
import { withoutLayer } from './without-layer.ts';

export default defineLesson({
  images: ['redis:7.0'],
  minutes: 10,
  start: [
    // Whoever comes from the lesson on pulling may have left it without its image.
    'docker image inspect redis:7.0 >/dev/null 2>&1 || docker pull -q redis:7.0 >/dev/null',
    'rm -rf ~/answer',
    'docker rm -f -v redis >/dev/null 2>&1',
    // `docker inspect redis` finds this one, and says nothing of layers.
    'docker create --name redis redis:7.0',
  ],
  steps: [countLayers, topLayer, withoutLayer],
  outputs: {
    beginning: { command: 'docker inspect redis:7.0 | head -n 6' },
    container: { command: "docker inspect -f '{{.Name}} {{.State.Status}}' redis" },
    history: { command: 'docker history redis:7.0' },
  },
});
