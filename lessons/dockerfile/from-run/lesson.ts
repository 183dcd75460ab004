import { removeRepository } from '../../../sandbox/checks/learner-project.ts';
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
    removeRepository('tools'),
    // Only the name has to be away, for FROM to fetch it.
    'docker ps -aq --filter ancestor=redis:7.0 | xargs -r docker rm -f -v >/dev/null',
    'docker images --filter reference=redis:7.0 -q | xargs -r -I {} docker rmi redis:7.0 >/dev/null',
    'docker image prune -f >/dev/null',
    // Emptied and not removed: the learner's shell may stand in it.
    'mkdir -p ~/tools && find ~/tools -mindepth 1 -delete',
  ],
  steps: [workingDirectory, install, missingBase],
  outputs: {
    place: { after: 'where', command: 'docker run --rm tools:where cat /srv/app/place' },
    rows: {
      after: 'where',
      command: "docker history --format '{{.CreatedBy}}' --no-trunc tools:where | head -n 2",
    },
    jq: { after: 'install', command: `docker run --rm tools:jq jq -n '6 * 7'` },
    images: { after: 'base', command: "docker images --format '{{.Repository}}:{{.Tag}}' tools" },
  },
});
