import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { listLayer, parseLayerList } from '../../sandbox/checks/layer-files.ts';
import type { ExecRequest, Sandbox } from '../../sandbox/engine/port.ts';

const layer = '/var/lib/docker/overlay2/abc123/diff';

/** Our own port with only `exec`, answering with the given output. */
function sandboxPrinting(output: string | Buffer, code = 0) {
  const asked: ExecRequest[] = [];
  const exec: Sandbox['exec'] = async (request) => {
    asked.push(request);
    const [stdout, stderr] = [new PassThrough(), new PassThrough()];
    stdout.end(output);
    stderr.end();
    return { stdin: new PassThrough(), stdout, stderr, exitCode: Promise.resolve(code) };
  };
  // The rest of the port is not reached by what is tested here.
  return { asked, sandbox: { exec } as unknown as Sandbox };
}

describe('the list of a layer', () => {
  test('tells files, directories, links and deletions apart', () => {
    expect(parseLayerList('f 5000000 first\0d 4096 data\0l 7 data/link\0c 0 etc/motd\0p 0 pipe\0')).toEqual([
      { path: '/first', kind: 'file', sizeBytes: 5_000_000 },
      { path: '/data', kind: 'directory', sizeBytes: 4096 },
      { path: '/data/link', kind: 'link', sizeBytes: 7 },
      { path: '/etc/motd', kind: 'deleted', sizeBytes: 0 },
      { path: '/pipe', kind: 'other', sizeBytes: 0 },
    ]);
  });

  test('keeps blanks and line feeds in names', () => {
    expect(parseLayerList('f 1 a b\nf 1 c\0')).toEqual([{ path: '/a b\nf 1 c', kind: 'file', sizeBytes: 1 }]);
  });

  test('is empty for an empty layer', () => {
    expect(parseLayerList('')).toEqual([]);
  });

  test.each(['f x first\0', 'first\0', 'f 1 \0'])('is refused when a row is %j', (row) => {
    expect(() => parseLayerList(row)).toThrow(expect.objectContaining({ reason: 'unreadable' }));
  });
});

describe('listing a layer in a sandbox', () => {
  const { signal } = new AbortController();

  test('asks find, as root of the sandbox, for that directory alone', async () => {
    const { asked, sandbox } = sandboxPrinting('f 1 first\0');
    expect(await listLayer(sandbox, layer, signal)).toHaveLength(1);
    expect(asked).toMatchObject([{ as: 'engine-root', argv: expect.arrayContaining(['find', layer]) }]);
  });

  test.each([
    '/etc',
    '/var/lib/docker/overlay2/../../etc/diff',
    '/var/lib/docker/overlay2/a/diff/..',
    `${layer}\n-delete`,
    '-delete',
  ])('refuses the directory %j unseen', async (directory) => {
    const { asked, sandbox } = sandboxPrinting('');
    await expect(listLayer(sandbox, directory, signal)).rejects.toMatchObject({ reason: 'unreadable' });
    expect(asked).toEqual([]);
  });

  test('says that it could not when find failed', async () => {
    const { sandbox } = sandboxPrinting('', 1);
    await expect(listLayer(sandbox, layer, signal)).rejects.toMatchObject({ reason: 'unreadable' });
  });

  test('gives up on a list that is too big', async () => {
    const { sandbox } = sandboxPrinting(Buffer.alloc(9 * 1024 * 1024, 'x'));
    await expect(listLayer(sandbox, layer, signal)).rejects.toMatchObject({ reason: 'too-big' });
  });
});
