import type { Finding } from './proof.ts';

/** One line for a person who watches. */
export function formatFinding({ lesson, step, claim, fault, seconds }: Finding): string {
  const where = `${lesson}${step ? ` › ${step}` : ''}`;
  const line = `${fault ? '✗' : '✓'} ${where.padEnd(32)} ${claim.padEnd(48)} ${seconds.toFixed(1).padStart(5)} s`;
  return fault ? `${line}\n    ${fault}` : line;
}

/** The faults once more, and the line that the suite counts by. */
export function formatSummary(findings: readonly Finding[]): string {
  const faults = findings.filter((finding) => finding.fault);
  return [
    ...(faults.length > 0 ? ['', 'Not proved:', ...faults.map(formatFinding), ''] : ['']),
    `${findings.length - faults.length} passed, ${faults.length} failed`,
  ].join('\n');
}
