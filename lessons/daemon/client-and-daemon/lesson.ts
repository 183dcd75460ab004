import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { engine } from './engine.ts';
import { server } from './server.ts';

export default defineLesson({
  images: ['busybox:1.35'],
  minutes: 10,
  start: ['rm -rf ~/answer'],
  steps: [engine, server],
  outputs: {
    which: { command: 'which docker' },
    version: { after: 'engine', command: 'docker version' },
    alone: { after: 'server', command: 'docker -H unix:///nowhere.sock version' },
  },
});
