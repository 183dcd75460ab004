import { freshFolder, haveImage, removeContainers } from '../../../sandbox/checks/learner-project.ts';
import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { mended } from './mended.ts';

export default defineLesson({
  images: ['busybox:1.35', 'redis:7.0'],
  minutes: 5,
  start: [haveImage('busybox:1.35'), removeContainers('mended'), freshFolder('broken')],
  steps: [mended],
});
