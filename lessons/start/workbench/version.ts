import { commands } from '../../../sandbox/checks/collectors.ts';
import { defineStep, mistake, notYet, passed } from '../../../sandbox/checks/lesson.ts';
import { slipTexts } from '../../../sandbox/checks/slips.ts';
import { dockerCalls } from '../../../sandbox/checks/typed-docker.ts';

/** Asking for a version leaves nothing behind in the engine, so this step alone goes by what was typed. */
export const version = defineStep({
  id: 'version',
  collect: { typed: commands() },
  judge({ typed }) {
    const isAnswered = typed.some(
      ({ text, exitCode }) => exitCode === 0 && dockerCalls(text).some(([verb]) => verb === 'version'),
    );
    if (isAnswered) return passed();
    const lastCall = dockerCalls(typed.at(-1)?.text ?? '').at(-1)?.[0] ?? '';
    return ['--version', '-v'].includes(lastCall)
      ? mistake('client-only', { typed: `docker ${lastCall}` })
      : notYet();
  },
  hints: [
    {
      ko: '오른쪽(휴대전화에서는 ‘터미널’ 탭)의 까만 화면을 한 번 누르면 글자를 칠 수 있어요.',
      en: 'Click once into the dark pane on the right (on a phone: the “Terminal” tab) and you can type.',
    },
    {
      ko: '`docker` 뒤에 한 칸 띄고 `version`을 쓴 다음 Enter 키를 누르세요.',
      en: 'Write `docker`, a space and `version`, then press Enter.',
    },
  ],
  solution: {
    commands: ['docker version'],
    explanation: {
      ko: '`Client` 부분은 여러분이 친 `docker` 명령어가, `Server` 부분은 Docker Engine이 답한 거예요.',
      en: 'The `Client` part comes from the `docker` command itself, the `Server` part from the Docker Engine.',
    },
  },
  alternatives: {
    'one line of it': ["docker version --format '{{.Server.Version}}'"],
    'with sudo': ['sudo docker version'],
    'after a slip': ['dcoker version', 'docker version'],
  },
  mistakes: {
    hangul: { commands: ['애찯ㄱ ㅍㄷㄱ냐ㅐㅜ'], diagnosis: slipTexts.hangul },
    prompt: { commands: ['$ docker version'], diagnosis: slipTexts.prompt },
    capital: { commands: ['Docker version'], diagnosis: slipTexts.capital },
    'client-only': {
      commands: ['docker --version'],
      diagnosis: {
        ko: '`{typed}` 명령어는 손에 쥔 프로그램의 버전 한 줄만 알려 줘요. 엔진에는 물어보지 않아요. 줄표(`-`) 없이 `docker version` 명령어를 치면 엔진도 대답해요.',
        en: '`{typed}` prints one line about the program in your hands and does not ask the engine. Without dashes, `docker version`, the engine answers too.',
      },
    },
  },
  missing: {
    ko: '끝까지 실행된 `docker version` 명령어를 찾고 있어요.',
    en: 'Looking for a `docker version` that ran to its end.',
  },
  note: {
    ko: '엔진이 대답했어요. 이제 여러분의 Docker Engine이에요.',
    en: 'The engine answered. It is yours now.',
  },
});
