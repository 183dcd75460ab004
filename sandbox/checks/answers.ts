import type { HomeFile } from './home-files.ts';

/** Where a learner writes the answer to a step's question: `echo 5 > ~/answer`. */
export const answerPath = '~/answer';

/** The answer as one line without quotes around it; undefined while there is none, or when it is no line of text. */
export function answerLine(file: HomeFile): string | undefined {
  if (file.kind !== 'text') return undefined;
  // Full-width digits, a byte order mark and Windows line ends are slips of a keyboard or an editor, not answers.
  const lines = file.text
    .normalize('NFKC')
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/);
  const [line, ...more] = lines.map((each) => each.trim()).filter((each) => each !== '');
  return more.length > 0 ? undefined : line?.replace(/^(["'`])(.*)\1$/s, '$2').trim();
}

/** A count: `5`, also `5개`, `5 layers` or `12,345`. */
export function answerCount(file: HomeFile): number | undefined {
  const line = (answerLine(file) ?? '').replace(/(?<=\d),(?=\d{3})/g, '');
  const [, digits] = /^(\d{1,6})\s*(\p{L}{1,12}\.?)?$/u.exec(line) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

export interface AmountAnswer {
  number: number;
  /** As Docker and `ls` write units, in lower case: `mb`, `mib`; undefined when there was none. */
  unit: string | undefined;
  /** What it comes to; a number alone is meant in megabytes, and one above a million in bytes. */
  bytes: number;
}

const unitBytes: Readonly<Record<string, number>> = {
  b: 1,
  byte: 1,
  bytes: 1,
  바이트: 1,
  k: 1e3,
  kb: 1e3,
  m: 1e6,
  mb: 1e6,
  메가: 1e6,
  메가바이트: 1e6,
  megabytes: 1e6,
  g: 1e9,
  gb: 1e9,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
};

/** An amount of disk space: `10`, `10MB`, `10 MB`, `10000000`, `9.54 MiB`. */
export function answerAmount(file: HomeFile): AmountAnswer | undefined {
  const line = (answerLine(file) ?? '').toLowerCase().replaceAll(',', '');
  const [, digits, word] = /^(?:약|about|~)?\s*(\d{1,12}(?:\.\d{1,6})?)\s*(\p{L}{1,10})?$/u.exec(line) ?? [];
  if (digits === undefined) return undefined;
  const number = Number(digits);
  if (word === undefined) return { number, unit: undefined, bytes: number >= 1e6 ? number : number * 1e6 };
  const factor = Object.hasOwn(unitBytes, word) ? unitBytes[word] : undefined;
  return factor === undefined ? undefined : { number, unit: word, bytes: number * factor };
}

/** A digest or id, with or without `sha256:` or a repository in front, at least twelve digits of it: its hex digits. */
export function answerDigest(file: HomeFile): string | undefined {
  return /^(?:[\w./:-]+@)?(?:sha256:)?([0-9a-f]{12,64})$/i.exec(answerLine(file) ?? '')?.[1]?.toLowerCase();
}

/** Whether an answer is the beginning of a digest. */
export function isDigest(answer: string | undefined, digest: string | undefined): boolean {
  return answer !== undefined && (digest?.replace(/^.*sha256:/, '').startsWith(answer) ?? false);
}
