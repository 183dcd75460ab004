import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { back } from './back.ts';
import { look } from './look.ts';
import { save } from './save.ts';

export default defineLesson({
  images: ['busybox:1.35'],
  minutes: 15,
  start: [
    'docker image inspect busybox:1.35 >/dev/null',
    'docker rm -f -v diary-box >/dev/null 2>&1',
    'docker ps -aq --filter ancestor=diary:1.0 | xargs -r docker rm -f -v >/dev/null',
    "docker images --filter reference=diary --format '{{.Repository}}:{{.Tag}}' | xargs -r docker rmi -f >/dev/null",
    'docker image prune -f >/dev/null',
    // What was saved or unpacked here before.
    'rm -rf ~/answer ~/moving ~/blobs ~/index.json ~/manifest.json ~/oci-layout ~/repositories ~/diary:1.0',
    "find ~ /tmp -maxdepth 3 -user learner \\( -name '*.tar' -o -name '*.tar.gz' -o -name '*.tgz' \\) -delete 2>/dev/null; true",
    "echo 'It works on my machine.' >.drydock-note",
    'docker create --name diary-box busybox:1.35 && docker cp -q .drydock-note diary-box:/day-1',
    `docker commit --change 'CMD ["cat","/day-1","/day-2"]' --change 'LABEL owner=you' diary-box diary:1.0`,
    'docker rm diary-box && docker create --name diary-box diary:1.0',
    'docker cp -q .drydock-note diary-box:/day-2 && docker commit diary-box diary:1.0',
    'docker rm diary-box && rm .drydock-note',
  ],
  steps: [save, look, back],
  outputs: {
    before: { command: 'docker images diary' },
    names: { after: 'save', command: 'tar -tf diary.tar' },
    loaded: { after: 'back', command: 'docker load -i diary.tar' },
    after: { after: 'back', command: 'docker images diary' },
  },
});
