import { access, chmod, rm, writeFile } from 'node:fs/promises';
import { text } from '../texts.ts';
import { adminEnvironment, hasProgram, runCommand } from './commands.ts';
import { NoHostEngine } from './host-engine.ts';
import { startPrivateEngine } from './private-engine.ts';
import type { Strategy, StrategyOptions } from './strategy.ts';
import { isDebianLike } from './surroundings.ts';

/** As root on Debian or Ubuntu: an engine of our own, from the distribution's package. */
export const fromPrivateEngine: Strategy = async (options) => {
  const { surroundings, instance, stateDir, signal } = options;
  if (!surroundings.isRoot || !isDebianLike(surroundings)) return undefined;
  await ensurePrograms(options);
  return startPrivateEngine({ instance, stateDir, signal });
};

/** Program and the package that brings it. mmdebstrap makes the root file systems of images. */
const needed = { dockerd: 'docker.io', mmdebstrap: 'mmdebstrap' } as const;

async function ensurePrograms({ signal, log }: StrategyOptions): Promise<void> {
  const missing: string[] = [];
  for (const [program, name] of Object.entries(needed)) if (!(await hasProgram(program))) missing.push(name);
  if (missing.length === 0) return;
  log.info({ packages: missing }, 'installing packages with apt-get');
  await withoutServices(async () => {
    const env = { ...adminEnvironment(), DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...args: string[]) => runCommand('apt-get', args, { env, signal });
    const install = () => apt('install', '-y', '--no-install-recommends', ...missing);
    let result = await install();
    // A new machine has no package lists yet, or old ones that name versions which are gone.
    if (result.code !== 0 && (await apt('update')).code === 0) result = await install();
    if (result.code !== 0) {
      log.warn({ packages: missing, stderr: result.stderr.slice(-1_000) }, 'apt-get failed');
      throw new NoHostEngine(
        text(
          `Docker Engine에 필요한 패키지(\`${missing.join(' ')}\`)를 설치하지 못했어요. \`apt-get install ${missing.join(' ')}\`를 직접 실행해 이유를 확인해 주세요.`,
          `The packages for a Docker Engine (\`${missing.join(' ')}\`) could not be installed. Run \`apt-get install ${missing.join(' ')}\` yourself to see why.`,
        ),
      );
    }
  });
}

const policyFile = '/usr/sbin/policy-rc.d';

/** The package would start a Docker service of its own, which nobody asked for. invoke-rc.d(8) asks this file first. */
async function withoutServices(install: () => Promise<void>): Promise<void> {
  const present = await access(policyFile).then(
    () => true,
    () => false,
  );
  if (present) return install();
  await writeFile(
    policyFile,
    '#!/bin/sh\n# drydock: no service is started while docker.io is being installed\nexit 101\n',
  );
  await chmod(policyFile, 0o755);
  try {
    await install();
  } finally {
    await rm(policyFile, { force: true });
  }
}
