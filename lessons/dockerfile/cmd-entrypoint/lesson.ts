import { removeRepository } from '../../../sandbox/checks/learner-project.ts';
import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { command } from './command.ts';
import { entrypoint } from './entrypoint.ts';
import { lastOne } from './last-one.ts';

export default defineLesson({
  images: ['busybox:1.35', 'redis:7.0'],
  minutes: 20,
  start: [
    // redis is for whoever tries the signals: `docker run` fetches it.
    'docker image inspect busybox:1.35 >/dev/null 2>&1 || docker pull -q busybox:1.35 >/dev/null',
    'docker rm -f -v polite deaf >/dev/null 2>&1',
    removeRepository('say'),
    'docker image prune -f >/dev/null',
    // Emptied and not removed: the learner's shell may stand in it.
    'mkdir -p ~/say && find ~/say -mindepth 1 -delete && rm -rf ~/answer && mkdir ~/say/last',
    // Other words each time: what a container prints cannot be known by heart.
    'n=$((RANDOM % 90 + 10))',
    `printf 'FROM busybox:1.35\\nENTRYPOINT ["echo", "tea%s"]\\nCMD ["milk%s"]\\nENTRYPOINT ["echo", "bread%s"]\\nCMD ["jam%s"]\\n' $n $((n + 7)) $((n + 3)) $((n + 5)) > ~/say/last/Dockerfile`,
  ],
  steps: [command, entrypoint, lastOne],
  outputs: {
    commands: {
      after: 'command',
      command: 'docker run --rm say:cmd; docker run --rm say:cmd whoami',
    },
    appended: {
      after: 'entrypoint',
      command: 'docker run --rm say:entry; docker run --rm say:entry drydock',
    },
    config: {
      after: 'entrypoint',
      command: "docker inspect -f '{{json .Config.Entrypoint}} {{json .Config.Cmd}}' say:entry",
    },
  },
});
