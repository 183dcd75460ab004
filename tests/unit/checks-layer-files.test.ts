import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { listLayer, parseLayerLists } from '../../sandbox/checks/layer-files.ts';
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

describe('the lists of layers', () => {
  test('tell files, directories, links and deletions apart', () => {
    const rows = ['f 5000000 first', 'd 4096 data', 'l 7 data/link', 'c 0 etc/motd', 'p 0 pipe'];
    expect(parseLayerLists(rows.map((row) => `/a\0${row}\0`).join('')).get('/a')).toEqual([
      { path: '/first', kind: 'file', sizeBytes: 5_000_000 },
      { path: '/data', kind: 'directory', sizeBytes: 4096 },
      { path: '/data/link', kind: 'link', sizeBytes: 7 },
      { path: '/etc/motd', kind: 'deleted', sizeBytes: 0 },
      { path: '/pipe', kind: 'other', sizeBytes: 0 },
    ]);
  });

  test('keep each to its own folder', () => {
    const file = (path: string) => ({ path, kind: 'file', sizeBytes: 1 });
    expect(parseLayerLists('/a\0f 1 x\0/b\0f 1 y\0/a\0f 1 z\0')).toEqual(
      new Map([
        ['/a', [file('/x'), file('/z')]],
        ['/b', [file('/y')]],
      ]),
    );
  });

  test('keep blanks and line feeds in names', () => {
    expect(parseLayerLists('/a\0f 1 a b\nf 1 c\0').get('/a')).toEqual([
      { path: '/a b\nf 1 c', kind: 'file', sizeBytes: 1 },
    ]);
  });

  test('are none for an empty layer', () => {
    expect(parseLayerLists('')).toEqual(new Map());
  });

  test.each(['/a\0f x first\0', '/a\0first\0', '/a\0f 1 \0', '/a\0', '/a\0f 1 x'])(
    'are refused when they are %j',
    (list) => {
      expect(() => parseLayerLists(list)).toThrow(expect.objectContaining({ reason: 'unreadable' }));
    },
  );
});

describe('listing a layer in a sandbox', () => {
  const { signal } = new AbortController();

  test('asks find, as root of the sandbox, for that directory alone', async () => {
    const { asked, sandbox } = sandboxPrinting(`${layer}\0f 1 first\0`);
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
