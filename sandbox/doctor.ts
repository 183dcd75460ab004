/**
 * npm run doctor [-- --json] [-- --no-probe]: what this machine has, what it lacks and how to mend it, ending with a real
 * probe sandbox. Exit code 1 when sandboxes cannot run. Besides main.ts the only reader of the environment.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { examine } from './engine/doctor/examine.ts';
import type { Finding } from './engine/doctor/finding.ts';
import { probeSandbox } from './engine/doctor/probe.ts';
import { plain } from './startup/console.ts';
import { readSettings, SettingsError } from './startup/settings.ts';

const { values: flags } = parseArgs({
  options: { json: { type: 'boolean', default: false }, 'no-probe': { type: 'boolean', default: false } },
});
const signs = { ok: '✓', warning: '!', missing: '✗' } as const;
const korean = /^ko/.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '');

function show({ id, state, found, mend }: Finding): void {
  if (flags.json) return;
  console.log(`${signs[state]} ${id.padEnd(16)} ${found}`);
  if (mend) console.log(`  ${' '.repeat(16)} → ${plain(korean ? mend.ko : mend.en)}`);
}

async function probe(
  cacheDir: string,
  dockerHost: string | undefined,
  tell: (finding: Finding) => void,
): Promise<Finding> {
  const stateDir = await mkdtemp(join(tmpdir(), 'drydock-doctor-'));
  const quiet = { info: () => undefined, warn: () => undefined };
  if (!flags.json)
    console.log('… probe            opening a sandbox; on a new machine this takes a few minutes');
  try {
    const instance = `doctor-${process.pid}`;
    const options = {
      instance,
      stateDir,
      cacheDir,
      log: quiet,
      ...(dockerHost !== undefined && { dockerHost }),
    };
    return await probeSandbox(options, tell);
  } finally {
    await rm(stateDir, { recursive: true, force: true });
  }
}

try {
  const settings = readSettings(process.env, process.getuid?.() === 0);
  const findings = await examine(settings);
  for (const finding of findings) show(finding);
  const hopeless = findings.some(({ state }) => state === 'missing');
  if (!hopeless && !flags['no-probe']) {
    const tell = (finding: Finding) => {
      show(finding);
      findings.push(finding);
    };
    tell(await probe(settings.cacheDir, settings.dockerHost, tell));
  }
  if (flags.json) console.log(JSON.stringify({ findings }, undefined, 2));
  process.exitCode = findings.some(({ state }) => state === 'missing') ? 1 : 0;
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
