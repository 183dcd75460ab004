import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { buildArgument } from './argument.ts';
import { environment } from './env.ts';
import { scope } from './scope.ts';
import { secret } from './secret.ts';

export default defineLesson({
  images: ['busybox:1.35'],
  minutes: 15,
  start: [
    'docker image inspect busybox:1.35 >/dev/null 2>&1 || docker pull -q busybox:1.35 >/dev/null',
    'for id in $(docker images -q greet); do docker ps -aq --filter ancestor=$id; done | xargs -r docker rm -f -v >/dev/null',
    "docker images --filter reference=greet --format '{{.Repository}}:{{.Tag}}' | xargs -r docker rmi -f >/dev/null",
    'docker image prune -f >/dev/null',
    // A secret does not count in the build cache: the step about one would get the answer of an earlier token.
    'docker builder prune -af >/dev/null',
    // Emptied and not removed: the learner's shell may stand in it.
    'mkdir -p ~/greet && find ~/greet -mindepth 1 -delete',
    // Another one each time: nobody's answer is anybody else's.
    'echo "tok-$RANDOM$RANDOM$RANDOM" > ~/greet/token',
  ],
  steps: [buildArgument, scope, environment, secret],
  outputs: {
    greetings: {
      after: 'argument',
      command: 'docker run --rm greet:default cat /greeting; docker run --rm greet:mine cat /greeting',
    },
    history: {
      after: 'argument',
      command: "docker history --format '{{.CreatedBy}}' --no-trunc greet:mine | head -n 2",
    },
    base: { after: 'scope', command: 'docker run --rm greet:scope cat /base' },
    'no-env': { after: 'argument', command: 'docker run --rm greet:mine sh -c \'echo "WHO is: $WHO"\'' },
    env: { after: 'env', command: 'docker run --rm greet:env sh -c \'echo "WHO is: $WHO"\'' },
  },
});
