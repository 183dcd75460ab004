import { spawn } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import type { Part } from './parts.ts';

export interface Count {
  passed: number;
  failed: number;
  /** What failed, for the end of a long run: one line each, or more where it says why. */
  faults: string[];
}

/** Runs a part and counts. A part that ran no test, or ended badly without a failed test, counts as one failure. */
export async function runPart(part: Part): Promise<Count> {
  if (part.counts === 'commands') return runCommands(part.commands);
  const { count, code } =
    part.counts === 'vitest' ? await runVitest(part.project) : await runCounting(part.command);
  const ranNothing = count.passed + count.failed === 0;
  const endedBadly = code !== 0 && count.failed === 0;
  if (!ranNothing && !endedBadly) return count;
  const fault = ranNothing ? 'no test was run' : `it ended with ${code}, and no test has failed`;
  return { ...count, failed: count.failed + 1, faults: [...count.faults, fault] };
}

async function runCommands(commands: Record<string, readonly string[]>): Promise<Count> {
  const count: Count = { passed: 0, failed: 0, faults: [] };
  for (const [name, command] of Object.entries(commands)) {
    const { code, output } = await run(command, { echo: false });
    console.log(`${code === 0 ? '✓' : '✗'} ${name}`);
    if (code !== 0) {
      console.log(output);
      count.faults.push(name);
    }
    count[code === 0 ? 'passed' : 'failed'] += 1;
  }
  return count;
}

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.optional(z.nullable(z.array(z.string()))),
        }),
      ),
    }),
  ),
});
const noReport = { numPassedTests: 0, numFailedTests: 0, testResults: [] };

async function runVitest(project: string) {
  const report = `build/test-results/${project}.json`;
  await rm(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { code } = await run(['vitest', 'run', '--project', project, ...reporters], { echo: true });
  const text = await readFile(report, 'utf8').catch(() => JSON.stringify(noReport));
  const { numPassedTests, numFailedTests, testResults } = vitestReport.parse(JSON.parse(text));
  const faults = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status }) => status === 'failed')
      .map((each) => `${basename(name)}: ${each.fullName}\n    ${firstLine(each.failureMessages?.[0])}`),
  );
  return { code, count: { passed: numPassedTests, failed: numFailedTests, faults } };
}

const firstLine = (message = '') => message.split('\n', 1)[0]?.slice(0, 300);

async function runCounting(command: readonly string[]) {
  const { code, output } = await run(command, { echo: true });
  const line = [...output.matchAll(/^(\d+) passed, (\d+) failed/gm)].at(-1);
  const faults = [...new Set(output.match(/^✗ .*$/gm))];
  return { code, count: { passed: Number(line?.[1] ?? 0), failed: Number(line?.[2] ?? 0), faults } };
}

function run([program, ...args]: readonly string[], { echo }: { echo: boolean }) {
  return new Promise<{ code: number; output: string }>((resolve, reject) => {
    const child = spawn(program ?? '', args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const take = (chunk: Buffer) => {
      output += chunk;
      if (echo) process.stdout.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
