import { freshFolder, haveImage, removeRepository } from '../../../sandbox/checks/learner-project.ts';
import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { runsAgain } from './again.ts';
import { goodOrder } from './order.ts';

export default defineLesson({
  images: ['busybox:1.35'],
  minutes: 15,
  start: [
    haveImage('busybox:1.35'),
    removeRepository('shop'),
    freshFolder('shop'),
    // Another page each time: the build cache remembers the last one, and nothing would be carried out anew.
    'echo "<!-- $RANDOM$RANDOM -->" >> ~/shop/page.html',
  ],
  steps: [runsAgain, goodOrder],
  outputs: {
    dockerfile: { command: 'cat ~/shop/Dockerfile' },
    install: { command: 'cat ~/shop/install.sh' },
    'run-layers': {
      after: 'order',
      command: 'docker history --format "{{.Size}}  {{.CreatedBy}}" shop:4 | head -n 5',
    },
    rebuild: {
      after: 'order',
      command:
        "cd ~/shop && echo '<p>Welcome</p>' >> page.html && docker build --progress plain . 2>&1 | grep -B1 CACHED | grep -oE '\\[[2-5]/5\\] .*' | sort",
    },
  },
});
