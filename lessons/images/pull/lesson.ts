import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { digest } from './digest.ts';
import { pull } from './pull.ts';
import { secondName } from './second-name.ts';

export default defineLesson({
  images: ['redis:7.0'],
  minutes: 12,
  shortPath: true,
  start: [
    // Also those of images made from it, whatever they are called.
    'docker ps -aq --filter ancestor=redis:7.0 | xargs -r docker rm -f -v >/dev/null',
    // Names alone: what other images stand on stays, and is quickly there again.
    "docker images --filter reference=redis --filter reference=my-redis --format '{{.Repository}}:{{.Tag}}' | grep -v none | xargs -r docker rmi >/dev/null",
    'rm -rf ~/answer',
  ],
  steps: [pull, secondName, digest],
  outputs: {
    before: { command: 'docker images redis' },
    'pulled-again': { after: 'pull', command: 'docker pull redis:7.0' },
    names: {
      after: 'second-name',
      // Two names of one image stand in any order.
      command: 'docker images --filter reference=redis --filter reference=my-redis | LC_ALL=C sort',
    },
  },
});
