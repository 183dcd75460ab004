import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { byHand } from './by-hand.ts';
import { byRecipe } from './by-recipe.ts';

export default defineLesson({
  images: ['debian:bookworm-slim'],
  minutes: 15,
  shortPath: true,
  start: [
    'docker image inspect debian:bookworm-slim >/dev/null 2>&1 || docker pull -q debian:bookworm-slim >/dev/null',
    'docker ps -aq --filter ancestor=debian:bookworm-slim | xargs -r docker rm -f -v >/dev/null',
    'for id in $(docker images -q desk); do docker ps -aq --filter ancestor=$id; done | xargs -r docker rm -f -v >/dev/null',
    "docker images --filter reference=desk --format '{{.Repository}}:{{.Tag}}' | xargs -r docker rmi -f >/dev/null",
    'docker image prune -f >/dev/null',
    // Emptied and not removed: the learner's shell may stand in it.
    'mkdir -p ~/desk && find ~/desk -mindepth 1 -delete',
    // Another text each time, so that only the file itself can be in the images.
    `printf 'Shopping list %s\\nrice\\napples\\n' $RANDOM > ~/desk/list.txt`,
  ],
  steps: [byHand, byRecipe],
  outputs: {
    'hand-history': {
      after: 'by-hand',
      command: "docker history --format '{{.CreatedBy}}' desk:hand | head -n 1",
    },
    'recipe-history': {
      after: 'by-recipe',
      command: "docker history --format '{{.CreatedBy}}' --no-trunc desk:recipe | head -n 2",
    },
    same: {
      after: 'by-recipe',
      command: 'for tag in hand recipe; do docker run --rm desk:$tag sha256sum /list.txt /usr/bin/tree; done',
    },
    images: { after: 'by-recipe', command: 'docker images desk' },
  },
});
