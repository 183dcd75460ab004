import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { CouldNotCollect } from '../../sandbox/checks/evidence.ts';
import { readScript } from '../../sandbox/checks/sandbox-script.ts';
import type { Sandbox } from '../../sandbox/engine/port.ts';

/** Our own port with only `exec`: a program that printed something and ended. */
function sandboxEndingWith(exitCode: number): Sandbox {
  const exec: Sandbox['exec'] = async () => {
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    stdout.end('half of it');
    stderr.end();
    return { stdin: new PassThrough(), stdout, stderr, exitCode: Promise.resolve(exitCode) };
  };
  // The rest of the port is not reached by what is tested here.
  return { exec } as unknown as Sandbox;
}

const read = (exitCode: number) =>
  readScript(
    sandboxEndingWith(exitCode),
    { argv: ['find'], as: 'learner' },
    { timeLimitSeconds: 5, signal: AbortSignal.timeout(10_000), maxBytes: 100 },
  );

test.each([124, 137])(
  'what a program printed before timeout(1) ended it (%d) is no evidence',
  async (code) => {
    await expect(read(code)).rejects.toThrow(CouldNotCollect);
    await expect(read(code)).rejects.toMatchObject({ reason: 'timed-out' });
  },
);

test('a program that fails by itself has said what it has to say', async () => {
  expect(await read(1)).toEqual({ exitCode: 1, stdout: Buffer.from('half of it') });
});
