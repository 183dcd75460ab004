import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { listVolumes } from '../../sandbox/checks/volume-files.ts';
import type { ExecRequest, Sandbox } from '../../sandbox/engine/port.ts';

const { signal } = new AbortController();

/** Our own port with only `exec`, answering with the given output. */
function sandboxPrinting(output: string) {
  const asked: ExecRequest[] = [];
  const exec: Sandbox['exec'] = async (request) => {
    asked.push(request);
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    stdout.end(output);
    stderr.end();
    return { stdin: new PassThrough(), stdout, stderr, exitCode: Promise.resolve(0) };
  };
  // The rest of the port is not reached by what is tested here.
  return { asked, sandbox: { exec } as unknown as Sandbox };
}

test('tells what lies at the top of each volume, and leaves bind mounts alone', async () => {
  const { asked, sandbox } = sandboxPrinting('/var/lib/docker/volumes/cache_data/_data\0f 0 first\0');
  const mounts = [
    { type: 'bind', name: '', destination: '/home' },
    { type: 'volume', name: 'cache_data', destination: '/data' },
  ];
  expect(await listVolumes(sandbox, [{ name: 'box', mounts }], signal)).toEqual([
    {
      container: 'box',
      destination: '/data',
      files: [{ path: '/first', kind: 'file', sizeBytes: 0 }],
    },
  ]);
  expect(asked).toHaveLength(1);
  expect(asked[0]?.argv).toEqual(
    expect.arrayContaining(['/var/lib/docker/volumes/cache_data/_data', '-maxdepth']),
  );
});

test.each(['', '..', '../../etc', '-delete', 'a/b', 'a\nb'])(
  'refuses the volume name %j unseen',
  async (name) => {
    const { asked, sandbox } = sandboxPrinting('');
    const mounts = [{ type: 'volume', name, destination: '/data' }];
    await expect(listVolumes(sandbox, [{ name: 'box', mounts }], signal)).rejects.toMatchObject({
      reason: 'unreadable',
    });
    expect(asked).toEqual([]);
  },
);
