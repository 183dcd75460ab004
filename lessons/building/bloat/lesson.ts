import { freshFolder, haveImage, removeRepository } from '../../../sandbox/checks/learner-project.ts';
import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { manyLayers } from './many.ts';
import { oneLayer } from './one.ts';

export default defineLesson({
  images: ['debian:bookworm-slim'],
  minutes: 15,
  shortPath: true,
  start: [haveImage('debian:bookworm-slim'), removeRepository('bloat'), freshFolder('bloat')],
  steps: [manyLayers, oneLayer],
  outputs: {
    dockerfile: { command: 'cat ~/bloat/Dockerfile' },
    'no-dummy': { after: 'many', command: 'docker run --rm bloat:many ls -l /test/dummy' },
    history: { after: 'many', command: 'docker history bloat:many | head -n 4' },
    'history-one': { after: 'one', command: 'docker history bloat:one | head -n 2' },
    images: { after: 'one', command: 'docker images --filter reference=bloat --filter reference=debian' },
  },
});
