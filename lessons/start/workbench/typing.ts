import { hasHangul, latinKeys } from '../../../sandbox/checks/hangul-keys.ts';
import { type Judgement, mistake, type Text } from '../../../sandbox/checks/lesson.ts';
import type { TypedCommand } from '../../../sandbox/checks/record.ts';

/** How bash ends when there is no such command. */
const commandNotFound = 127;

/**
 * A slip of the keyboard in the last line. The shell knew no such command, so nothing reached the engine: what was typed is
 * all the evidence that there is.
 */
export function slipOfKeyboard(typed: readonly TypedCommand[]): Judgement | undefined {
  const last = typed.at(-1);
  if (last?.exitCode !== commandNotFound) return undefined;
  const line = last.text.trim();
  const [program = '', ...rest] = line.split(/\s+/);
  if (hasHangul(program) && latinKeys(program).toLowerCase() === 'docker')
    return mistake('hangul', { typed: line, meant: latinKeys(line) });
  if (program === '$' && rest.length > 0) return mistake('prompt', { typed: line, meant: rest.join(' ') });
  if (program !== 'docker' && program.toLowerCase() === 'docker')
    return mistake('capital', { typed: program, meant: ['docker', ...rest].join(' ') });
  return undefined;
}

export const slipTexts = {
  hangul: {
    ko: '셸에 `{typed}` 글자가 들어왔고, 셸은 그런 명령어를 찾지 못했어요. 한글 자판이 켜진 채로 친 거예요. 한/영 키를 눌러 영문으로 바꾼 다음 `{meant}` 명령어를 쳐 보세요.',
    en: 'The shell received `{typed}` and found no such command: the Korean keyboard layout was on. Switch to Latin letters (the Han/Eng key), then type `{meant}`.',
  },
  prompt: {
    ko: '`{typed}` 줄을 쳤네요. 맨 앞의 `$` 기호는 셸이 “입력하세요” 하고 보여 주는 프롬프트(prompt)예요. 같이 치면 셸은 이름이 `$`인 명령어를 찾아요. 기호를 빼고 `{meant}` 부분만 쳐 보세요.',
    en: 'You typed `{typed}`. The `$` in front is the prompt: the shell prints it to say that it is your turn. If you type it too, the shell looks for a command called `$`. Type only `{meant}`.',
  },
  capital: {
    ko: '`{typed}` 글자에 대문자가 섞여 있어요. 리눅스는 대문자와 소문자를 다른 글자로 보고, 이 명령어의 이름은 모두 소문자예요. `{meant}` 명령어를 쳐 보세요.',
    en: 'There is a capital letter in `{typed}`. Linux tells upper and lower case apart, and this command is all lower case. Type `{meant}`.',
  },
} as const satisfies Record<string, Text>;
