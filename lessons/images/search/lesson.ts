import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { choose } from './choose.ts';
import { lookAlike } from './look-alike.ts';
import { official } from './official.ts';

export default defineLesson({
  images: [],
  minutes: 8,
  start: ['rm -rf ~/answer'],
  steps: [official, lookAlike, choose],
  outputs: { nginx: { command: 'docker search --limit 5 nginx' } },
});
