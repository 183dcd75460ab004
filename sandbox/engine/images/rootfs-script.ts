import { fileURLToPath } from 'node:url';
import { runCommand } from '../host/commands.ts';

/** Files that go into sandboxes and the scripts that build them. */
export const imageFolder = fileURLToPath(new URL('../../image/', import.meta.url));

/** Runs one of the root file system scripts; resolves with the path of the tar it made or found. */
export async function buildRootfs(
  script: 'base/build.sh' | 'stand-ins/build.sh',
  { cacheDir, env, signal }: { cacheDir: string; env: NodeJS.ProcessEnv; signal: AbortSignal },
): Promise<string> {
  const { code, stdout, stderr } = await runCommand('sh', [`${imageFolder}${script}`, cacheDir], {
    env,
    signal,
  });
  const path = stdout.trim();
  if (code !== 0 || path === '')
    throw new Error(`sandbox/image/${script} ended with ${code}: ${lastLines(stderr)}`);
  return path;
}

const lastLines = (text: string) => text.trim().split('\n').slice(-5).join(' | ');
