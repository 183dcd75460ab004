import { hasHangul, latinKeys } from './hangul-keys.ts';
import type { Judgement, Text } from './lesson.ts';
import { mistake } from './lesson.ts';
import type { TypedCommand } from './record.ts';

/** How bash ends when there is no such command. */
const commandNotFound = 127;

/** Commands of the course. Other Hangul may be anything: a name, a sentence. */
const commands = new Set(
  [
    ['docker', 'dockerd', 'sudo', 'cd', 'ls', 'pwd', 'cat', 'echo', 'printf', 'mkdir', 'cp', 'mv', 'rm'],
    [
      'touch',
      'head',
      'tail',
      'grep',
      'find',
      'du',
      'df',
      'tar',
      'curl',
      'nano',
      'vi',
      'vim',
      'less',
      'clear',
    ],
    ['history', 'exit', 'service', 'ps', 'kill', 'sleep', 'date', 'id', 'whoami', 'which', 'export', 'chmod'],
    ['chown', 'ln', 'stat', 'sort', 'wc', 'java', 'apt-get', 'man'],
  ].flat(),
);

const dockerCommands = new Set(
  [
    ['attach', 'build', 'builder', 'buildx', 'commit', 'container', 'cp', 'create', 'diff', 'events', 'exec'],
    ['export', 'history', 'image', 'images', 'import', 'info', 'inspect', 'kill', 'load', 'login', 'logs'],
    ['network', 'port', 'ps', 'pull', 'push', 'restart', 'rm', 'rmi', 'run', 'save', 'search', 'start'],
    ['stats', 'stop', 'system', 'tag', 'top', 'update', 'version', 'volume', 'wait'],
  ].flat(),
);

/**
 * A slip of the keyboard in the last line, for every step that has not passed: Hangul in place of Latin keys, the prompt typed
 * too, capital letters. The shell or docker knew no such command, so nothing has happened in the engine: what was typed is
 * all the evidence that there is.
 */
export function slipOfKeyboard(typed: readonly TypedCommand[]): Judgement | undefined {
  const last = typed.at(-1);
  if (!last?.exitCode) return undefined;
  const line = last.text.trim();
  const [program = '', verb = '', ...rest] = line.split(/\s+/);
  if (program === 'docker') {
    const isSlip = hasHangul(verb) && dockerCommands.has(latinKeys(verb).toLowerCase());
    return isSlip ? mistake('hangul', { typed: line, meant: latinKeys(line) }) : undefined;
  }
  return last.exitCode === commandNotFound ? slipOfProgram(line, program, [verb, ...rest]) : undefined;
}

function slipOfProgram(line: string, program: string, words: readonly string[]): Judgement | undefined {
  const isKnown = (word: string) => commands.has(word.toLowerCase());
  if (hasHangul(program) && isKnown(latinKeys(program)))
    return mistake('hangul', { typed: line, meant: latinKeys(line) });
  const meant = words.join(' ').trim();
  // `learner@drydock:~$` comes along when a whole line is copied.
  if (/^(\S+@\S+:\S*)?\$$/.test(program) && meant !== '') return mistake('prompt', { typed: line, meant });
  if (!commands.has(program) && isKnown(program))
    return mistake('capital', { typed: program, meant: [program.toLowerCase(), ...words].join(' ').trim() });
  return undefined;
}

/** Diagnoses of slips. A step may have a mistake of the same name with a text of its own. */
export const slipTexts = {
  hangul: {
    ko: '셸에 `{typed}` 글자가 들어왔고, 셸은 그런 명령어를 찾지 못했어요. 한글 자판이 켜진 채로 친 거예요. 한/영 키를 눌러 영문으로 바꾼 다음 `{meant}` 명령어를 쳐 보세요.',
    en: 'The shell received `{typed}` and found no such command: the Korean keyboard layout was on. Switch to Latin letters (the Han/Eng key), then type `{meant}`.',
  },
  prompt: {
    ko: '`{typed}` 줄을 쳤네요. 맨 앞의 `$` 기호는 셸이 “입력하세요” 하고 보여 주는 프롬프트(prompt)예요. 같이 치면 셸은 그것을 명령어 이름으로 알고 찾아요. 프롬프트를 빼고 `{meant}` 부분만 쳐 보세요.',
    en: 'You typed `{typed}`. What ends with `$` in front is the prompt: the shell prints it to say that it is your turn. If you type it too, the shell takes it for a command. Type only `{meant}`.',
  },
  capital: {
    ko: '`{typed}` 글자에 대문자가 섞여 있어요. 리눅스는 대문자와 소문자를 다른 글자로 보고, 이 명령어의 이름은 모두 소문자예요. `{meant}` 명령어를 쳐 보세요.',
    en: 'There is a capital letter in `{typed}`. Linux tells upper and lower case apart, and this command is all lower case. Type `{meant}`.',
  },
} as const satisfies Record<string, Text>;

/** The diagnosis of a slip by its name. */
export function findSlipText(name: string): Text | undefined {
  const all: Record<string, Text> = slipTexts;
  return Object.hasOwn(all, name) ? all[name] : undefined;
}
