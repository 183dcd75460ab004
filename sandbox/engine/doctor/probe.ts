import { randomBytes } from 'node:crypto';
import { text as readAll } from 'node:stream/consumers';
import { sessionId } from '../../contract/ids.ts';
import type { Sandbox, SandboxEngine } from '../port.ts';
import { type PrepareOptions, prepareEngine } from '../prepare.ts';
import { text } from '../texts.ts';
import { type Finding, missing, ok, warning } from './finding.ts';
import { servicesFinding } from './services.ts';

const failed = text(
  '위의 다른 항목을 먼저 고쳐 주세요. 모두 괜찮다면 이 줄을 그대로 알려 주세요.',
  'Mend what stands above first; if all of that is well, report this line as it is.',
);

const copied = text(
  '고치지 않아도 실습할 수 있어요. 다만 샌드박스가 늦게 열리고 하나에 디스크를 0.4 GB쯤 써요. 링크된 레이어를 받아 주는 커널과 저장 드라이버(overlay2)를 쓰면 나아져요.',
  'Lessons work as it is, but a sandbox opens later and takes about 0.4 GB of disk. A kernel and storage driver (overlay2) that take linked layers would help.',
);

/**
 * The proof of the pudding: prepares an instance of its own, opens a sandbox and runs a container in it. Takes minutes
 * on a new machine. Removes what it made, but for what later starts use as well.
 */
export async function probeSandbox(
  options: PrepareOptions,
  tell: (finding: Finding) => void,
): Promise<Finding> {
  const begun = performance.now();
  try {
    const prepared = await prepareEngine(options);
    if (prepared.kind === 'reading-only') return missing('probe', 'no host engine', prepared.reason);
    try {
      tell(servicesFinding(await prepared.services));
      const said = await runContainer(prepared.engine);
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      const ran = `a container ran in a sandbox (${seconds} s in all)`;
      if (said.trim() === 'afloat\ncopied') return warning('probe', `${ran}, on copied layers`, copied);
      return said.trim() === 'afloat'
        ? ok('probe', ran)
        : missing('probe', `a container in a sandbox said: ${said.slice(0, 500)}`, failed);
    } finally {
      await prepared.close();
    }
  } catch (error) {
    return missing('probe', error instanceof Error ? error.message : String(error), failed);
  }
}

async function runContainer(engine: SandboxEngine): Promise<string> {
  const sandbox: Sandbox = await engine.create(sessionId.parse(randomBytes(8).toString('hex')));
  try {
    const container = 'docker run --rm busybox:1.35 echo afloat';
    // The golden store says so where layers cannot be shared.
    const argv = ['sh', '-c', `${container} && if [ -f /golden/copied ]; then echo copied; fi`];
    const command = await sandbox.exec({ argv, as: 'learner' });
    command.stdin.end();
    const [said, complained] = await Promise.all([
      readAll(command.stdout),
      readAll(command.stderr),
      command.exitCode,
    ]);
    return said === '' ? complained : said;
  } finally {
    await sandbox.remove();
  }
}
