import { DockerfileParser, type Instruction, ModifiableInstruction } from 'dockerfile-ast';
import * as z from 'zod/mini';

/** Longer ones are cut: what a beginner writes has twenty lines, and the parser is slow enough to hold up a server. */
const maxCharacters = 16 * 1024;
const maxInstructions = 200;

/** What a text editor, a web page or a Korean keyboard puts in place of a character that Docker understands. */
export interface OddCharacter {
  kind: 'curly-quote' | 'won' | 'dash' | 'space' | 'hangul-keys';
  character: string;
  /** From 1. */
  line: number;
}

export interface DockerfileInstruction {
  /** In upper case, as it need not be in the file. */
  keyword: string;
  /** As it was written. */
  written: string;
  /** Without the keyword and flags, continued lines joined. */
  text: string;
  /** `text` in words, with `ARG` and `ENV` values put in as far as they are known. */
  words: string[];
  /** `--from=build` is `from: 'build'`. */
  flags: Readonly<Record<string, string>>;
  /** The exec form, `["sh", "-c", "x"]`; undefined when it is not one that Docker would read as such. */
  execForm: string[] | undefined;
  /** From 1. */
  line: number;
}

/** What can be said of a Dockerfile's text without building it. */
export interface DockerfileFacts {
  /** A byte order mark, as Notepad writes; BuildKit ignores it. */
  hasByteOrderMark: boolean;
  /** Lines end as on Windows. Docker ignores that in a Dockerfile; a script that is copied into an image breaks of it. */
  hasCarriageReturns: boolean;
  endsWithLineFeed: boolean;
  oddCharacters: OddCharacter[];
  instructions: DockerfileInstruction[];
}

/** Reads a Dockerfile as a learner may have saved it. Never throws: what is not an instruction is in the list as it stands. */
export function readDockerfile(text: string): DockerfileFacts {
  const source = plainText(text.slice(0, maxCharacters));
  const parsed = DockerfileParser.parse(source).getInstructions().slice(0, maxInstructions);
  return {
    hasByteOrderMark: text.startsWith('\ufeff'),
    hasCarriageReturns: text.includes('\r'),
    endsWithLineFeed: text.endsWith('\n'),
    oddCharacters: findOddCharacters(source),
    instructions: parsed.map(toInstruction),
  };
}

/** Without a byte order mark, and with lines that end in a line feed alone. */
export function plainText(text: string): string {
  return text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
}

const odd: readonly [OddCharacter['kind'], RegExp][] = [
  ['curly-quote', /[\u2018-\u201f\u2033\u2036\uff02\uff07]/u],
  ['won', /[\u20a9\uffe6]/u],
  // As word processors write `--`.
  ['dash', /[\u2010-\u2015\u2212\uff0d]/u],
  // Not a blank to Docker, and not to be told from one by eye.
  ['space', /[\u00a0\u2000-\u200b\u202f\u3000]/u],
];

/** Odd characters outside of comments, each kind once a line. Also for other texts than Dockerfiles. */
export function findOddCharacters(text: string): OddCharacter[] {
  return plainText(text)
    .split('\n')
    .flatMap((content, index): OddCharacter[] => {
      if (/^\s*#/.test(content)) return [];
      const line = index + 1;
      // An instruction's name typed with the Korean layout on: `래ㅡ` is `FROM`.
      const [keyword = ''] = /^\s*[\u3131-\u3163\uac00-\ud7a3]+(?=\s)/u.exec(content) ?? [];
      const slips: OddCharacter[] = keyword ? [{ kind: 'hangul-keys', character: keyword.trim(), line }] : [];
      const found = odd.flatMap(([kind, pattern]) => {
        const character = pattern.exec(content)?.[0];
        return character === undefined ? [] : [{ kind, character, line }];
      });
      return [...slips, ...found];
    });
}

function toInstruction(instruction: Instruction): DockerfileInstruction {
  const text = instruction.getArgumentsContent() ?? '';
  return {
    keyword: instruction.getKeyword(),
    written: instruction.getInstruction(),
    text,
    words: instruction.getExpandedArguments().map((argument) => argument.getValue()),
    flags: flagsOf(instruction),
    execForm: execFormOf(text),
    line: instruction.getRange().start.line + 1,
  };
}

function flagsOf(instruction: Instruction): Record<string, string> {
  if (!(instruction instanceof ModifiableInstruction)) return {};
  // The library keeps `mount=type=cache` together as the name.
  const pairs = instruction.getFlags().map((flag) => {
    const [name = '', ...value] = [flag.getName(), flag.getValue() ?? []].flat().join('=').split('=');
    return [name, value.join('=')] as const;
  });
  return Object.fromEntries(pairs);
}

const words = z.array(z.string());

/** Docker takes arguments that are not a JSON list of strings for the shell form, brackets and all. */
function execFormOf(text: string): string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    return words.safeParse(JSON.parse(text)).data;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
