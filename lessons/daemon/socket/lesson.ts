import { haveImage, removeContainers } from '../../../sandbox/checks/learner-project.ts';
import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { create } from './create.ts';
import { start } from './start.ts';
import { tap } from './tap.ts';

export default defineLesson({
  images: ['busybox:1.35'],
  minutes: 15,
  start: [
    haveImage('busybox:1.35'),
    removeContainers('by-curl'),
    // A tap that is left from last time.
    'pkill -u learner -x socat; rm -rf ~/answer ~/tap.log ~/box.json /tmp/tap.sock',
  ],
  steps: [tap, create, start],
  outputs: {
    socket: { command: 'ls -l /var/run/docker.sock' },
    ping: { after: 'tap', command: 'curl -s --unix-socket /var/run/docker.sock http://localhost/_ping' },
    logs: { after: 'start', command: 'docker logs by-curl' },
  },
});
