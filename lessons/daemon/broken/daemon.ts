import { commands } from '../../../sandbox/checks/collectors.ts';
import { engineService } from '../../../sandbox/checks/engine-processes.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { usedSudo } from './facts.ts';

/** How a shell ends when there is no such command. */
const commandNotFound = 127;
/** And sudo. */
const sudoFailed = 1;

/** Nobody is at the other end of the socket. */
export const daemon = defineStep({
  id: 'daemon',
  collect: { service: engineService(), mark: homeFile('~/broken/.three'), typed: commands() },
  judge({ service, mark, typed }) {
    if (mark.kind !== 'text') return notYet();
    if (service.answers) return service.isOurs ? passed() : mistake('by-hand');
    const last = typed.at(-1);
    if (!last || last.exitCode === 0) return notYet();
    const line = { typed: last.text.trim() };
    if (/\bsystemctl\b/.test(last.text) && [commandNotFound, sudoFailed].includes(last.exitCode ?? 0))
      return mistake('no-systemd', line);
    if (/(^|[;&|]\s*)(service|\/etc\/init\.d\/docker)\s+(docker\s+)?(re)?start\b/.test(last.text))
      return mistake('no-root', line);
    return usedSudo(last) ? mistake('by-sudo', line) : notYet();
  },
  hints: [
    {
      ko: '이번에는 소켓의 주소가 맞고, 권한이 없다는 말도 없어요. 그 너머에 `dockerd`가 있는지 `ps aux | grep docker`로 보세요.',
      en: 'The socket’s address is right this time, and no word of permission. Is there a `dockerd` behind it? Look with `ps aux | grep docker`.',
    },
    {
      ko: '데몬을 켜고 끄는 것은 root의 일이에요. 이 샌드박스에서는 `sudo service docker start`로 켜요.',
      en: 'Starting and stopping a daemon is root’s job. In this sandbox it is `sudo service docker start`.',
    },
  ],
  solution: {
    commands: [
      'sudo sh ~/broken/three',
      'docker ps',
      'sudo service docker status',
      'sudo service docker start',
      'docker ps',
    ],
  },
  alternatives: {
    'by its script': ['sudo sh ~/broken/three', 'sudo /etc/init.d/docker start'],
    restarted: ['sudo sh ~/broken/three', 'sudo service docker restart'],
  },
  mistakes: {
    'by-sudo': {
      commands: ['sudo sh ~/broken/three', 'sudo docker ps'],
      diagnosis: {
        ko: '`{typed}` 명령어도 실패했어요. `sudo`는 권한을 더해 줄 뿐인데, 지금은 권한이 아니라 받을 사람이 없는 거예요. 데몬 `dockerd`가 돌고 있지 않아요. `sudo service docker start` 명령어로 켜 보세요.',
        en: '`{typed}` failed as well. `sudo` adds permission, and permission is not what is missing: nobody is there to answer, since the daemon `dockerd` is not running. Start it with `sudo service docker start`.',
      },
    },
    'no-systemd': {
      commands: ['sudo sh ~/broken/three', 'sudo systemctl start docker'],
      diagnosis: {
        ko: '`{typed}` 명령어는 systemd가 있는 컴퓨터의 명령어예요. 이 샌드박스에는 systemd가 없어서 그런 명령어를 찾지 못했어요. 같은 일을 `sudo service docker start` 명령어로 할 수 있어요.',
        en: '`{typed}` is for machines with systemd. There is none in this sandbox, so the command was not found. `sudo service docker start` does the same here.',
      },
    },
    'no-root': {
      commands: ['sudo sh ~/broken/three', 'service docker start'],
      diagnosis: {
        ko: '`{typed}` 명령어로는 데몬이 켜지지 않았어요. 데몬을 켜고 끄는 것은 root의 일이에요. 그래서 여러분의 셸은 `service` 같은 root의 명령어가 있는 곳을 찾아보지도 않아요. 앞에 `sudo`를 붙여 보세요. 여기야말로 `sudo`가 필요한 곳이에요.',
        en: '`{typed}` did not start the daemon. Starting and stopping it is root’s job, so your shell does not even look where commands of root’s such as `service` lie. Put `sudo` in front: this is where it belongs.',
      },
    },
    'by-hand': {
      commands: [
        'sudo sh ~/broken/three',
        'sudo sh -c "dockerd >/dev/null 2>&1 &"',
        'until docker version >/dev/null 2>&1; do sleep 0.2; done',
      ],
      diagnosis: {
        ko: '엔진이 답하지만 서비스가 켠 엔진이 아니에요. `dockerd`를 직접 실행하면 이 컴퓨터에 맞춘 설정 없이 켜져서 컨테이너가 시작되지 않고, 셸을 닫으면 함께 끝날 수 있어요. `sudo service docker restart` 명령어로 제대로 켜 보세요.',
        en: 'An engine answers, but not the one of the service. A `dockerd` run by hand lacks the settings of this machine, so containers do not start, and it may end with your shell. Start it properly: `sudo service docker restart`.',
      },
    },
  },
  missing: {
    ko: '`~/broken/three`를 실행한 뒤에 다시 답하는 엔진을 찾고 있어요.',
    en: 'Looking for an engine that answers again after `~/broken/three` has run.',
  },
  note: {
    ko: '데몬이 다시 돌고 있어요.',
    en: 'The daemon is running again.',
  },
});
