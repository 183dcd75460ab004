import { fileURLToPath } from 'node:url';
import { text } from '../texts.ts';
import { adminEnvironment, runCommand } from './commands.ts';
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

/** What install-programs.sh brings: package names, for the person who has to install them by hand. */
const packages = 'docker.io mmdebstrap';
const script = fileURLToPath(new URL('./install-programs.sh', import.meta.url));

async function ensurePrograms({ signal, log }: StrategyOptions): Promise<void> {
  const { code, stderr } = await runCommand('sh', [script], { env: adminEnvironment(), signal });
  if (code === 0) return;
  log.warn({ packages, stderr: stderr.slice(-1_000) }, 'apt-get failed');
  throw new NoHostEngine(
    text(
      `Docker Engine에 필요한 패키지(\`${packages}\`)를 설치하지 못했어요. \`apt-get install ${packages}\`를 직접 실행해 이유를 확인해 주세요.`,
      `The packages for a Docker Engine (\`${packages}\`) could not be installed. Run \`apt-get install ${packages}\` yourself to see why.`,
    ),
  );
}
