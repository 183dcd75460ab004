import { removeRepository } from '../../../sandbox/checks/learner-project.ts';
import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { expose } from './expose.ts';
import { outlive } from './outlive.ts';
import { publish } from './publish.ts';

const ports = "docker ps --format 'table {{.Names}}\\t{{.Ports}}'";

export default defineLesson({
  images: ['busybox:1.35'],
  minutes: 20,
  start: [
    'docker image inspect busybox:1.35 >/dev/null 2>&1 || docker pull -q busybox:1.35 >/dev/null',
    'docker rm -f -v board quiet >/dev/null 2>&1',
    removeRepository('board'),
    'docker image prune -f >/dev/null',
    // Anonymous ones that no container uses: what this lesson leaves behind on purpose.
    'docker volume prune -f >/dev/null',
    // Emptied and not removed: the learner's shell may stand in it.
    'mkdir -p ~/board && find ~/board -mindepth 1 -delete && rm -rf ~/answer',
    'echo "Notice board" > ~/board/index.html',
    `printf 'FROM busybox:1.35\\nCOPY index.html /www/\\nCMD ["httpd", "-f", "-p", "8091", "-h", "/www"]\\n' > ~/board/Dockerfile`,
  ],
  steps: [expose, publish, outlive],
  outputs: {
    dockerfile: { command: 'cat ~/board/Dockerfile' },
    exposed: {
      after: 'expose',
      command: `docker run -d --name quiet board:1 >/dev/null\n${ports}\ndocker rm -f -v quiet >/dev/null`,
    },
    published: { after: 'publish', command: ports },
    mounts: {
      after: 'publish',
      command: "docker inspect -f '{{range .Mounts}}{{.Type}} {{.Name}} {{.Destination}}{{end}}' board",
    },
    volumes: { after: 'outlive', command: 'docker volume ls' },
    kept: {
      after: 'outlive',
      command: 'docker run --rm -v $(cat ~/answer):/found busybox:1.35 cat /found/keep',
    },
  },
});
