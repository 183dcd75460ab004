import { describe, expect, it } from 'vitest';
import { parseTarList } from '../../sandbox/checks/build-context.ts';
import { byBuildKit, isInstruction, parseImageConfig, rowsOnTop } from '../../sandbox/checks/build-record.ts';
import { CouldNotCollect } from '../../sandbox/checks/evidence.ts';

describe('an image’s configuration', () => {
  const config = {
    history: [
      { created_by: '/bin/sh -c #(nop) COPY dir:96b5 in / ' },
      { created_by: '/bin/sh -c #(nop)  CMD ["sh"]', empty_layer: true },
      { created_by: 'WORKDIR /app', comment: 'buildkit.dockerfile.v0' },
      { created_by: 'RUN /bin/sh -c touch /x # buildkit', comment: 'buildkit.dockerfile.v0' },
    ],
    rootfs: { type: 'layers', diff_ids: ['sha256:a', 'sha256:b', 'sha256:c'] },
  };
  const rows = parseImageConfig(JSON.stringify(config));

  it('gives each row the layer that it made', () => {
    expect(rows.map(({ layer }) => layer)).toEqual(['sha256:a', undefined, 'sha256:b', 'sha256:c']);
  });

  it('tells instructions of both builders apart', () => {
    expect(rows.map((row) => isInstruction(row, 'RUN'))).toEqual([false, false, false, true]);
    expect(rows.map((row) => isInstruction(row, 'COPY'))).toEqual([true, false, false, false]);
    expect(isInstruction({ createdBy: '/bin/sh -c touch /x', comment: '', layer: undefined }, 'RUN')).toBe(
      true,
    );
  });

  it('tells whose build it was, and what came on top', () => {
    expect(byBuildKit(rows)).toBe(true);
    expect(byBuildKit(rows.slice(0, 2))).toBe(false);
    expect(rowsOnTop(rows.slice(0, 2), rows).map(({ layer }) => layer)).toEqual(['sha256:b', 'sha256:c']);
  });

  it.each(['', '{', '[]', '{"history":{}}', '{"history":[],"rootfs":{"diff_ids":[7]}}'])(
    'does not guess at another shape: %s',
    (source) => {
      expect(() => parseImageConfig(source)).toThrow(CouldNotCollect);
    },
  );
});

describe('a context’s list', () => {
  it('has paths from the context’s root, kinds and sizes', () => {
    const list = [
      '-rw-r--r-- 0/0              11 2026-11-24 14:02 .dockerignore',
      'drwxr-xr-x 0/0               0 2026-11-24 14:02 config/',
      '-rw-r--r-- 0/0        20000000 2026-11-24 14:02 config/a b\\nc.mov',
      'lrwxrwxrwx 0/0               0 2026-11-24 14:02 link -> config',
      '',
    ].join('\n');
    expect(parseTarList(list)).toEqual([
      { path: '.dockerignore', kind: 'file', sizeBytes: 11 },
      { path: 'config', kind: 'directory', sizeBytes: 0 },
      { path: 'config/a b\\nc.mov', kind: 'file', sizeBytes: 20_000_000 },
      { path: 'link -> config', kind: 'other', sizeBytes: 0 },
    ]);
  });

  it('is empty when everything is left out', () => {
    expect(parseTarList('')).toEqual([]);
  });

  it('does not guess at another shape', () => {
    expect(() => parseTarList('something else\n')).toThrow(CouldNotCollect);
  });
});
