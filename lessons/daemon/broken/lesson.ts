import { freshFolder } from '../../../sandbox/checks/learner-project.ts';
import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { daemon } from './daemon.ts';
import { host } from './host.ts';
import { socket } from './socket.ts';

export default defineLesson({
  images: ['busybox:1.35'],
  minutes: 15,
  start: ['sudo chmod 660 /run/docker.sock', freshFolder('broken')],
  steps: [host, socket, daemon],
  outputs: {
    host: { command: 'DOCKER_HOST=tcp://127.0.0.1:2375 docker ps' },
    denied: { command: 'sudo -u nobody docker ps' },
    nobody: { command: 'docker -H unix:///nowhere.sock ps' },
    socket: { after: 'socket', command: 'ls -l /var/run/docker.sock' },
  },
});
