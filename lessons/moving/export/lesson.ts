import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { exportBox } from './export.ts';
import { importIt } from './import.ts';
import { repair } from './repair.ts';

export default defineLesson({
  images: ['busybox:1.35'],
  minutes: 10,
  start: [
    'docker image inspect busybox:1.35 >/dev/null',
    'docker rm -f -v kitchen again >/dev/null 2>&1',
    'docker ps -aq --filter ancestor=flat:1 --filter ancestor=flat:2 --filter ancestor=canteen:1 | xargs -r docker rm -f -v >/dev/null',
    "docker images --filter reference=flat --filter reference=canteen --format '{{.Repository}}:{{.Tag}}' | xargs -r docker rmi -f >/dev/null",
    'docker image prune -f >/dev/null',
    "find ~ /tmp -maxdepth 3 -user learner \\( -name '*.tar' -o -name '*.tar.gz' -o -name '*.tgz' \\) -delete 2>/dev/null; true",
    // A container whose image has layers and settings of its own, and which has changed since.
    "echo 'open' >.drydock-sign && docker create --name kitchen busybox:1.35 && docker cp -q .drydock-sign kitchen:/sign",
    `docker commit --change 'CMD ["cat","/menu"]' --change 'ENV MOOD=hungry' kitchen canteen:1`,
    'docker rm kitchen && docker create --name kitchen canteen:1',
    "echo 'Bibimbap 7000' >.drydock-sign && docker cp -q .drydock-sign kitchen:/menu && rm .drydock-sign",
  ],
  steps: [exportBox, importIt, repair],
  outputs: {
    names: { after: 'export', command: 'tar -tf kitchen.tar | grep -v bin/ | head -n 12' },
    history: { after: 'import', command: 'docker history flat:1' },
    run: { after: 'import', command: 'docker run --rm flat:1' },
    cmd: { after: 'import', command: "docker inspect -f '{{json .Config.Cmd}}' canteen:1" },
    works: { after: 'repair', command: 'docker run --rm flat:2' },
  },
});
