import { commands } from '../../../sandbox/checks/collectors.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { since, usedSudo, wasAnswered, wasToldOnce } from './facts.ts';

const breaks = /((^|[;&|\s])(\.|source)\s+\S*\bone\b|export\s+DOCKER_HOST=["']?tcp)/;

/** A variable of the shell: no engine and no file shows it, so this step goes by what was typed. */
export const host = defineStep({
  id: 'host',
  collect: { typed: commands() },
  judge({ typed }) {
    const after = since(typed, breaks);
    const last = after?.at(-1);
    if (!after || !last) return notYet();
    const isMended = after.some((line) => wasAnswered(line) && !usedSudo(line) && !wasToldOnce(line));
    if (isMended) return passed();
    if (!wasAnswered(last)) return notYet();
    return mistake(usedSudo(last) ? 'by-sudo' : 'only-once', { typed: last.text.trim() });
  },
  hints: [
    {
      ko: '오류에 적힌 주소를 보세요. 소켓 파일이 아니라 `tcp://…`예요. 클라이언트는 왜 그리로 갔을까요? `docker context ls`나 `env | grep DOCKER`가 알려 줘요.',
      en: 'Look at the address in the error: `tcp://…`, and no socket file. Who sent the client there? `docker context ls` or `env | grep DOCKER` tells you.',
    },
    {
      ko: '셸의 환경 변수 `DOCKER_HOST`가 범인이에요. 변수를 없애는 명령어는 `unset`이에요. 없앤 다음 `docker ps`를 쳐 보세요.',
      en: 'It is the shell’s variable `DOCKER_HOST`. `unset` removes a variable; then type `docker ps`.',
    },
  ],
  solution: {
    commands: ['. ~/broken/one', 'docker ps', 'echo $DOCKER_HOST', 'unset DOCKER_HOST', 'docker ps'],
  },
  alternatives: {
    'set right instead': [
      'source broken/one',
      'export DOCKER_HOST=unix:///var/run/docker.sock',
      'docker version',
    ],
    'emptied, in one line': ['. ~/broken/one', 'docker images', 'DOCKER_HOST= ; docker images'],
    'after sudo': ['. ~/broken/one', 'sudo docker ps', 'unset DOCKER_HOST && docker ps'],
  },
  mistakes: {
    'by-sudo': {
      commands: ['. ~/broken/one', 'docker ps', 'sudo docker ps'],
      diagnosis: {
        ko: '`{typed}` 명령어는 됐지만 고쳐진 것은 아니에요. `sudo`는 여러분의 환경 변수를 넘기지 않아서 우연히 맞는 곳을 찾아갔을 뿐이에요. 권한은 처음부터 문제가 아니었어요. `env | grep DOCKER`로 무엇이 클라이언트를 다른 곳으로 보내는지 찾아보세요.',
        en: '`{typed}` worked, but nothing is mended. `sudo` does not pass your variables on, so it found the right place by accident. Permission was never the trouble. Use `env | grep DOCKER` to find what sends the client elsewhere.',
      },
    },
    'only-once': {
      commands: ['. ~/broken/one', 'docker -H unix:///var/run/docker.sock ps'],
      diagnosis: {
        ko: '`{typed}` 명령어는 됐지만 이번 한 번뿐이에요. 다음 명령어는 다시 잘못된 곳으로 가요. 셸에 남아 있는 설정을 `env | grep DOCKER`로 찾아서 없애 보세요.',
        en: '`{typed}` worked, but only this once: the next command goes to the wrong place again. Find the setting that stays in your shell (`env | grep DOCKER`) and remove it.',
      },
    },
  },
  missing: {
    ko: '`~/broken/one`을 불러온 다음, `sudo`나 주소 없이 그냥 `docker`로 엔진에 물어보고 답을 받은 것을 찾고 있어요.',
    en: 'Looking for `~/broken/one` read, and after it a plain `docker` command, without `sudo` or an address, that the engine answered.',
  },
  note: {
    ko: '클라이언트가 다시 제 소켓을 찾아가요.',
    en: 'The client finds its socket again.',
  },
});
