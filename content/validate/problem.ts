/** Something wrong in the course's sources, said so that its author can mend it. */
export interface Problem {
  /** From the checkout's root. */
  file: string;
  line?: number;
  found: string;
  expected: string;
  mend: string;
}

export function formatProblem({ file, line, found, expected, mend }: Problem): string {
  const place = line === undefined ? file : `${file}:${line}`;
  return `${place}\n  found     ${found}\n  expected  ${expected}\n  mend      ${mend}\n`;
}

/** By file and line, as one reads. */
export function inReadingOrder(problems: readonly Problem[]): Problem[] {
  return [...problems].sort((a, b) => a.file.localeCompare(b.file) || (a.line ?? 0) - (b.line ?? 0));
}
