import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { copyFile } from './copy.ts';
import { fetchUrl } from './fetch.ts';
import { unpackArchive } from './unpack.ts';

export default defineLesson({
  images: ['busybox:1.35'],
  minutes: 15,
  start: [
    'docker image inspect busybox:1.35 >/dev/null 2>&1 || docker pull -q busybox:1.35 >/dev/null',
    'docker rm -f -v shelf >/dev/null 2>&1',
    'for id in $(docker images -q box); do docker ps -aq --filter ancestor=$id; done | xargs -r docker rm -f -v >/dev/null',
    "docker images --filter reference=box --format '{{.Repository}}:{{.Tag}}' | xargs -r docker rmi -f >/dev/null",
    'docker image prune -f >/dev/null',
    // Emptied and not removed: the learner's shell may stand in it.
    'mkdir -p ~/box && find ~/box -mindepth 1 -delete && rm -rf ~/note.txt',
    "mkdir ~/box/site && echo '<h1>Hello</h1>' > ~/box/site/index.html && echo 'h1 { color: teal }' > ~/box/site/style.css",
    'tar -czf ~/box/site.tar.gz -C ~/box/site . && rm -r ~/box/site',
    // Another text each time, so that only the file itself can be in the image.
    'echo "Note $RANDOM$RANDOM: water the plants." > ~/note.txt',
    'docker create --name shelf -p 8642:80 busybox:1.35 httpd -f -h /www >/dev/null',
    'docker cp -q ~/box shelf:/www && docker start shelf >/dev/null',
  ],
  steps: [copyFile, unpackArchive, fetchUrl],
  outputs: {
    around: { command: 'ls ~ ~/box' },
    rows: {
      after: 'unpack',
      command: "docker history --format '{{.CreatedBy}}' box:add | head -n 1",
    },
    download: { after: 'fetch', command: 'docker run --rm box:url find /download' },
  },
});
