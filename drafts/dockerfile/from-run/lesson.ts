import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { missingBase } from './base.ts';
import { install } from './install.ts';
import { workingDirectory } from './where.ts';

export default defineLesson({
  images: ['busybox:1.35', 'debian:bookworm-slim', 'redis:7.0'],
  minutes: 15,
  start: [
    'docker image inspect busybox:1.35 >/dev/null 2>&1 || docker pull -q busybox:1.35 >/dev/null',
    'docker image inspect debian:bookworm-slim >/dev/null 2>&1 || docker pull -q debian:bookworm-slim >/dev/null',
    'for id in $(docker images -q tools); do docker ps -aq --filter ancestor=$id; done | xargs -r docker rm -f -v >/dev/null',
    "docker images --filter reference=tools --format '{{.Repository}}:{{.Tag}}' | xargs -r docker rmi -f >/dev/null",
    'docker image prune -f >/dev/null',
    // Emptied and not removed: the learner's shell may stand in it.
    'mkdir -p ~/tools && find ~/tools -mindepth 1 -delete',
    // Only a name that the registry can bring back is taken away; FROM has to fetch it then.
    'docker ps -aq --filter ancestor=redis:7.0 | xargs -r docker rm -f -v >/dev/null',
    'docker pull -q redis:7.0 >/dev/null 2>&1 && docker rmi redis:7.0 >/dev/null || docker image inspect redis:7.0 >/dev/null',
  ],
  steps: [workingDirectory, install, missingBase],
  outputs: {
    place: { after: 'where', command: 'docker run --rm tools:where cat /srv/app/place' },
    rows: {
      after: 'where',
      command: "docker history --format '{{.CreatedBy}}' --no-trunc tools:where | head -n 2",
    },
    tree: { after: 'install', command: 'docker run --rm tools:tree tree -L 1 /usr' },
    images: { after: 'base', command: "docker images --format '{{.Repository}}:{{.Tag}}' tools" },
  },
});
