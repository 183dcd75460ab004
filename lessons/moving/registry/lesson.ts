import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { pull } from './pull.ts';
import { push } from './push.ts';
import { run } from './run.ts';

export default defineLesson({
  images: ['busybox:1.35', 'registry:2'],
  minutes: 12,
  start: [
    'docker image inspect busybox:1.35 registry:2 >/dev/null',
    'docker rm -f -v registry mine notes-box >/dev/null 2>&1',
    'docker ps -aq --filter ancestor=registry:2 | xargs -r docker rm -f -v >/dev/null',
    "docker images --filter reference='notes' --filter reference='*/notes' -q | sort -u | xargs -r docker rmi -f >/dev/null",
    "echo 'Buy milk.' >.drydock-note && docker create --name notes-box busybox:1.35",
    'docker cp -q .drydock-note notes-box:/notes && rm .drydock-note',
    `docker commit --change 'CMD ["cat","/notes"]' notes-box notes:1.0 && docker rm notes-box`,
  ],
  steps: [run, push, pull],
  outputs: {
    empty: { after: 'run', command: 'curl -s http://localhost:5001/v2/_catalog' },
    tags: { after: 'push', command: 'curl -s http://localhost:5001/v2/notes/tags/list' },
    digests: { after: 'push', command: 'docker images --digests localhost:5001/notes' },
    pulled: { after: 'pull', command: 'docker images --digests localhost:5001/notes' },
  },
});
