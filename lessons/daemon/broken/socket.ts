import { commands } from '../../../sandbox/checks/collectors.ts';
import { engineService } from '../../../sandbox/checks/engine-processes.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { isOpenToAll, isOpenToLearner, usedSudo, wasAnswered } from './facts.ts';

/** The socket lets nobody but root in. */
export const socket = defineStep({
  id: 'socket',
  collect: { service: engineService(), mark: homeFile('~/broken/.two'), typed: commands() },
  judge({ service, mark, typed }) {
    if (mark.kind !== 'text' || !service.socket) return notYet();
    const { mode, group } = service.socket;
    if (isOpenToAll(service.socket)) return mistake('open-to-all', { mode });
    if (isOpenToLearner(service.socket)) return service.answers ? passed({ mode, group }) : notYet();
    const last = typed.at(-1);
    if (!last) return notYet();
    if (/\b(usermod|gpasswd|adduser|newgrp)\b.*\bdocker\b/.test(last.text))
      return mistake('member-already', { mode });
    return usedSudo(last) && wasAnswered(last)
      ? mistake('by-sudo', { typed: last.text.trim(), mode })
      : notYet();
  },
  hints: [
    {
      ko: '`permission denied`는 엔진은 있는데 문이 잠겨 있다는 뜻이에요. `ls -l /var/run/docker.sock`으로 누가 열 수 있는지, `id`로 내가 어느 그룹인지 보세요.',
      en: '`permission denied` says that the door is there and locked. See who may open it with `ls -l /var/run/docker.sock`, and which groups you are in with `id`.',
    },
    {
      ko: '소켓의 그룹은 docker이고 여러분도 docker 그룹이에요. 그룹이 읽고 쓸 수 있게 `sudo chmod 660 /var/run/docker.sock`으로 되돌리세요.',
      en: 'The socket’s group is docker, and so is one of yours. Let the group read and write again: `sudo chmod 660 /var/run/docker.sock`.',
    },
  ],
  solution: {
    commands: [
      'sudo sh ~/broken/two',
      'docker ps',
      'ls -l /var/run/docker.sock',
      'sudo chmod 660 /var/run/docker.sock',
      'docker ps',
    ],
  },
  alternatives: {
    'by letters': ['sudo sh broken/two', 'sudo chmod g+rw /run/docker.sock'],
    'service restarted': ['sudo sh ~/broken/two', 'sudo service docker restart'],
  },
  mistakes: {
    'open-to-all': {
      commands: ['sudo sh ~/broken/two', 'sudo chmod 666 /var/run/docker.sock'],
      diagnosis: {
        ko: '소켓의 권한이 `{mode}` 값이에요. 이제 이 컴퓨터의 누구나 엔진을 쓸 수 있고, 엔진을 쓸 수 있으면 root와 다름없어요. 여러분은 이미 docker 그룹이니 그룹까지만 열면 돼요. `sudo chmod 660 /var/run/docker.sock` 명령어를 쳐 보세요.',
        en: 'The socket’s mode is `{mode}`: everybody on this machine may use the engine now, which is as good as being root. You are in the group docker, so opening it to the group is enough: `sudo chmod 660 /var/run/docker.sock`.',
      },
    },
    'by-sudo': {
      commands: ['sudo sh ~/broken/two', 'docker ps', 'sudo docker ps'],
      diagnosis: {
        ko: '`{typed}` 명령어는 됐어요. root는 권한이 `{mode}` 값인 소켓도 열 수 있거든요. 하지만 고장은 그대로라서, 앞으로 모든 명령어에 `sudo`를 붙여야 하고 만든 파일도 root의 것이 돼요. `ls -l /var/run/docker.sock`을 보고 소켓의 권한을 되돌려 보세요.',
        en: '`{typed}` worked, since root can open a socket of mode `{mode}` as well. But it is broken as before: every command would need `sudo` from now on, and files you make would be root’s. Look at `ls -l /var/run/docker.sock` and put the socket’s mode right.',
      },
    },
    'member-already': {
      commands: ['sudo sh ~/broken/two', 'sudo usermod -aG docker learner'],
      diagnosis: {
        ko: '여러분은 처음부터 docker 그룹이에요(`id`로 볼 수 있어요). 문제는 소켓 쪽이에요. 권한이 `{mode}` 값이라서 그룹에게 닫혀 있어요. `sudo chmod 660 /var/run/docker.sock` 명령어로 그룹에게 열어 보세요.',
        en: 'You have been in the group docker all along, as `id` shows. It is the socket: its mode is `{mode}`, closed to the group. Open it with `sudo chmod 660 /var/run/docker.sock`.',
      },
    },
  },
  missing: {
    ko: '`~/broken/two`를 실행한 뒤에, docker 그룹에게는 열리고 다른 사람에게는 닫힌 소켓을 찾고 있어요.',
    en: 'Looking for the socket, after `~/broken/two` has run, open to the group docker and closed to others.',
  },
  note: {
    ko: '소켓의 권한은 `{mode}` 값이고, 그룹은 `{group}` 그룹이에요. 그룹 사람들만 열 수 있어요.',
    en: 'The socket’s mode is `{mode}` and its group `{group}`: open to that group, and to no one else.',
  },
});
