import type { Finding } from './known-proofs.ts';

/** One line for a person who watches. */
export function formatFinding({ lesson, step, claim, fault, seconds }: Finding): string {
  const where = `${lesson}${step ? ` › ${step}` : ''}`;
  const line = `${fault ? '✗' : '✓'} ${where.padEnd(32)} ${claim.padEnd(48)} ${seconds.toFixed(1).padStart(5)} s`;
  return fault ? `${line}\n${fault.replace(/^/gm, '    ')}` : line;
}

/** The faults once more, and the line that the suite counts by. `known`: how many of them are from the last run. */
export function formatSummary(findings: readonly Finding[], known = 0): string {
  const faults = findings.filter((finding) => finding.fault);
  return [
    ...(faults.length > 0 ? ['', 'Not proved:', ...faults.map(formatFinding), ''] : ['']),
    ...(known > 0 ? [`${known} from the last run (--all proves them again)`] : []),
    `${findings.length - faults.length} passed, ${faults.length} failed`,
  ].join('\n');
}

const slowestShown = 10;
const works = ['sandbox', 'start state', 'typing', 'checking', 'printing'];

/** Where the time went: the slowest claims, then each lesson. Empty when nothing was run. */
export function formatTimes(findings: readonly Finding[]): string {
  const timed = findings.filter(({ spentMs }) => spentMs !== undefined);
  if (timed.length === 0) return '';
  const slowest = [...timed].sort((a, b) => b.seconds - a.seconds).slice(0, slowestShown);
  const lessons = [...new Set(timed.map(({ lesson }) => lesson))].map((lesson) =>
    sumOf(
      lesson,
      timed.filter((each) => each.lesson === lesson),
    ),
  );
  const median = timed.map(({ seconds }) => seconds).sort((a, b) => a - b)[Math.floor(timed.length / 2)] ?? 0;
  return [
    '',
    `${'The slowest (seconds)'.padEnd(58)}${['all', ...works].map((name) => name.padStart(12)).join('')}`,
    ...slowest.map((each) => row(`${each.lesson} › ${each.step ?? ''}: ${each.claim}`, each)),
    '',
    ...lessons.sort((a, b) => b.seconds - a.seconds).map((each) => row(each.claim, each)),
    `A claim takes ${median.toFixed(1)} s (median of ${timed.length}).`,
  ].join('\n');
}

type Timed = Pick<Finding, 'seconds' | 'spentMs'>;

function row(name: string, { seconds, spentMs = {} }: Timed): string {
  const cells = [seconds, ...works.map((work) => (spentMs[work] ?? 0) / 1000)];
  const shown = name.length > 56 ? `${name.slice(0, 55)}…` : name;
  return `${shown.padEnd(58)}${cells.map((each) => each.toFixed(1).padStart(12)).join('')}`;
}

function sumOf(lesson: string, findings: readonly Finding[]): Timed & { claim: string } {
  const spentMs: Record<string, number> = {};
  for (const each of findings)
    for (const [work, ms] of Object.entries(each.spentMs ?? {})) spentMs[work] = (spentMs[work] ?? 0) + ms;
  const seconds = findings.reduce((sum, each) => sum + each.seconds, 0);
  return { claim: `${lesson}, ${findings.length} claims`, seconds, spentMs };
}
