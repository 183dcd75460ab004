import { freshFolder, haveImage, removeRepository } from '../../../sandbox/checks/learner-project.ts';
import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { withBuildKit } from './buildkit.ts';
import { withClassic } from './classic.ts';
import { seeContext } from './probe.ts';

const transferred = "grep -oE 'transferring context: [0-9.]+k?M?B' | tail -n 1";

export default defineLesson({
  images: ['busybox:1.35'],
  minutes: 15,
  start: [
    haveImage('busybox:1.35'),
    removeRepository('dock', 'look'),
    'rm -rf ~/answer',
    freshFolder('dock'),
    // Something heavy that no instruction needs.
    'mkdir ~/dock/video && head -c 12000000 /dev/zero > ~/dock/video/tour.mov',
  ],
  steps: [withClassic, withBuildKit, seeContext],
  outputs: {
    files: { command: 'cd ~/dock && find . -type f | sort' },
    dockerfile: { command: 'cat ~/dock/Dockerfile' },
    buildkit: {
      after: 'buildkit',
      command: `cd ~/dock && echo >> open.sh && docker build --progress plain . 2>&1 | ${transferred}`,
    },
    whole: {
      after: 'probe',
      command: `cd ~/dock && touch video/tour.mov && docker build --progress plain -f probe.Dockerfile . 2>&1 | ${transferred}`,
    },
    'whole-again': {
      after: 'probe',
      command: `cd ~/dock && docker build --progress plain -f probe.Dockerfile . 2>&1 | ${transferred}`,
    },
  },
});
