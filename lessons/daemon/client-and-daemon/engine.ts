import { answerLine, answerPath } from '../../../sandbox/checks/answers.ts';
import { engineService } from '../../../sandbox/checks/engine-processes.ts';
import { homeFile } from '../../../sandbox/checks/home-files.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';

/** Which process is the engine? */
export const engine = defineStep({
  id: 'engine',
  collect: { service: engineService(), answer: homeFile(answerPath) },
  judge({ service, answer }) {
    const line = answerLine(answer);
    if (line === undefined) return notYet();
    const [, digits] = /^(?:PID\s*[:=]?\s*)?(\d{1,8})$/i.exec(line) ?? [];
    if (digits === undefined) return /docker/i.test(line) ? mistake('no-number', { typed: line }) : notYet();
    const pid = Number(digits);
    const process = service.processes.find((each) => each.pid === pid);
    if (process?.program === 'dockerd') return passed({ pid });
    if (process) return mistake('other-process', { pid, program: process.program });
    // While the engine is stopped its own number is gone as well.
    const isRunning = service.processes.some(({ program }) => program === 'dockerd');
    return isRunning ? mistake('grep-itself', { pid }) : notYet();
  },
  hints: [
    {
      ko: '`ps aux | grep docker` 출력에서 COMMAND 열을 끝까지 읽어 보세요. 엔진의 프로그램 이름은 `docker`가 아니라, 데몬(daemon)의 d가 붙은 `dockerd`예요.',
      en: 'In the output of `ps aux | grep docker`, read the last column to its end. The engine’s program is called `dockerd`, with a d for daemon.',
    },
    {
      ko: 'COMMAND 열이 `dockerd`로 시작하는 줄을 찾으세요. 두 번째 열이 그 번호(PID)예요. 번호가 96이라면 `echo 96 > ~/answer`라고 쳐요.',
      en: 'Look for the line whose command begins with `dockerd`; the second column is its number (PID). If it were 96, you would type `echo 96 > ~/answer`.',
    },
  ],
  solution: { commands: ['which docker', 'ps aux | grep docker', 'pgrep -x dockerd > ~/answer'] },
  alternatives: {
    'by pidof': ['pidof dockerd > answer'],
    'by its own file': ['echo "PID: $(cat /run/docker.pid)" > ~/answer'],
    'by grep': ["ps aux | grep '[d]ockerd' | awk '{print $2}' > ~/answer"],
  },
  mistakes: {
    'grep-itself': {
      // `ps` may look before `grep` has begun, and then does not see it.
      commands: ["until ps aux | grep 'grep docker' | awk 'END {print $2}' | grep . > ~/answer; do :; done"],
      diagnosis: {
        ko: '`{pid}`번 프로세스는 지금 없어요. 엔진은 지금도 돌고 있으니 엔진의 번호가 아니에요. `ps aux | grep docker`의 마지막 줄은 흔히 `grep docker` 자신이에요. 찾는 낱말이 자기 명령어 안에도 있어서 함께 잡혔다가, 출력하자마자 끝나요. COMMAND 열이 `dockerd`로 시작하는 줄을 고르세요.',
        en: 'There is no process `{pid}` now, and the engine is running, so this is not the engine’s number. The last line of `ps aux | grep docker` is usually `grep docker` itself: it has the word in its own command, and it ends as soon as it has printed. Choose the line whose command begins with `dockerd`.',
      },
    },
    'other-process': {
      commands: ['pgrep -x containerd > ~/answer'],
      diagnosis: {
        ko: '`{pid}`번 프로세스는 돌고 있지만 `{program}` 프로그램의 것이에요. 엔진의 프로그램 이름은 `dockerd`예요. COMMAND 열이 `dockerd`로 시작하는 줄의 번호를 적어 보세요.',
        en: 'Process `{pid}` is running, but its program is `{program}`. The engine’s program is `dockerd`: write the number of the line whose command begins with that.',
      },
    },
    'no-number': {
      commands: ['which docker > ~/answer'],
      diagnosis: {
        ko: '`~/answer` 파일에 `{typed}` 글자가 있어요. 이것은 이름이고, 이 단계는 돌고 있는 엔진의 번호(PID)를 물어요. `ps aux | grep docker` 출력의 두 번째 열에 있는 수예요.',
        en: '`~/answer` says `{typed}`. That is a name; the question is for the number (PID) of the running engine, the second column of `ps aux | grep docker`.',
      },
    },
  },
  missing: {
    ko: '`~/answer` 파일에서, 돌고 있는 엔진의 프로세스 번호를 찾고 있어요.',
    en: 'Looking in `~/answer` for the process number of the running engine.',
  },
  note: {
    ko: '`{pid}`번 프로세스가 여러분의 엔진 `dockerd`예요.',
    en: 'Process `{pid}` is your engine, `dockerd`.',
  },
});
