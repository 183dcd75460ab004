/**
 * Runs the parts of the test suite one after the other (two cores are what there is) and adds up what they
 * counted. `node tests/run.ts [PART …]`; ends with one plain line, `N passed, N failed`.
 */
import { parts } from './support/parts.ts';
import { type Count, runPart } from './support/run-part.ts';

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !parts.some((part) => part.name === name));
if (unknown.length > 0) {
  console.error(
    `Unknown part ${unknown.join(', ')}. There are: ${parts.map((part) => part.name).join(', ')}.`,
  );
  process.exit(2);
}

const chosen = parts.filter((part) => (wanted.length === 0 ? !part.onRequest : wanted.includes(part.name)));
const rows: (Count & { part: string; seconds: number })[] = [];
for (const part of chosen) {
  console.log(`\n── ${part.name}: ${part.what}`);
  const begun = performance.now();
  const count: Count = await runPart(part);
  rows.push({ part: part.name, ...count, seconds: Math.round((performance.now() - begun) / 1000) });
}

console.log('');
for (const { part, faults } of rows) for (const fault of faults) console.log(`✗ ${part}: ${fault}`);
for (const row of rows)
  console.log(`${row.part.padEnd(12)} ${row.passed} right, ${row.failed} wrong, ${row.seconds} s`);
const total = (key: 'passed' | 'failed') => rows.reduce((sum, row) => sum + row[key], 0);
process.exitCode = total('failed') === 0 ? 0 : 1;
console.log(`${total('passed')} passed, ${total('failed')} failed`);
