import { defineLesson } from '../../../sandbox/checks/lesson.ts';
import { flat } from './flat.ts';
import { roundTrip } from './round-trip.ts';

export default defineLesson({
  images: ['busybox:1.35'],
  minutes: 5,
  start: [
    'docker image inspect busybox:1.35 >/dev/null',
    'docker rm -f -v box parcel-box >/dev/null 2>&1',
    'docker ps -aq --filter ancestor=parcel:1.0 --filter ancestor=parcel:flat | xargs -r docker rm -f -v >/dev/null',
    "docker images --filter reference=parcel --format '{{.Repository}}:{{.Tag}}' | xargs -r docker rmi -f >/dev/null",
    'docker image prune -f >/dev/null',
    "find ~ /tmp -maxdepth 3 -user learner \\( -name '*.tar' -o -name '*.tar.gz' -o -name '*.tgz' \\) -delete 2>/dev/null; true",
    "echo 'To: you' >.drydock-label && docker create --name parcel-box busybox:1.35",
    'docker cp -q .drydock-label parcel-box:/label && rm .drydock-label',
    `docker commit --change 'CMD ["cat","/label"]' parcel-box parcel:1.0 && docker rm parcel-box`,
  ],
  steps: [roundTrip, flat],
});
