import { fileURLToPath } from 'node:url';
import type { LocalizedText } from '../../contract/rich-text.ts';
import { runCommand } from '../host/commands.ts';
import { text } from '../texts.ts';

/** Files that go into sandboxes and the scripts that build them. */
export const imageFolder = fileURLToPath(new URL('../../image/', import.meta.url));

export interface RootfsOptions {
  cacheDir: string;
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
}

type Script = 'base/build.sh' | 'stand-ins/build.sh' | 'stand-ins/layers.sh';

/** Exit code of the scripts where mmdebstrap is not there or may not run. */
const cannotBuild = 69;

/** This machine can build no root file system: `reason` says what is missing and what to do. */
export class CannotBuildImages extends Error {
  override readonly name = 'CannotBuildImages';
  readonly reason: LocalizedText = text(
    '샌드박스 이미지를 만들 수 없어서 실습은 할 수 없고 읽기만 할 수 있어요. Docker Hub에 연결되는 네트워크에서 다시 시작하거나, Debian·Ubuntu에서 root로 `mmdebstrap`을 설치한 다음 다시 시작해 주세요.',
    'The sandbox image cannot be made here, so the lessons can be read but not practised. Start again where Docker Hub can be reached, or as root on Debian or Ubuntu with `mmdebstrap` installed.',
  );
}

/** Runs one of the root file system scripts; resolves with the path of the file it made or found. */
export async function buildRootfs(script: Script, options: RootfsOptions): Promise<string> {
  const { code, stdout, stderr } = await runScript(script, [], options);
  const path = stdout.trim();
  if (code === cannotBuild) throw new CannotBuildImages(stderr);
  if (code !== 0 || path === '')
    throw new Error(`sandbox/image/${script} ended with ${code}: ${lastLines(stderr)}`);
  return path;
}

/** The path of the tar if it was made before, or is being made right now (then it is waited for). */
export async function findRootfs(script: Script, options: RootfsOptions): Promise<string | undefined> {
  const { code, stdout } = await runScript(script, ['--find'], options);
  return code === 0 ? stdout.trim() : undefined;
}

const runScript = (script: Script, args: string[], { cacheDir, env, signal }: RootfsOptions) =>
  runCommand('sh', [`${imageFolder}${script}`, ...args, cacheDir], { env, signal });

const lastLines = (printed: string) => printed.trim().split('\n').slice(-5).join(' | ');
