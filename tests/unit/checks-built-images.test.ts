import { describe, expect, it } from 'vitest';
import { parseVolumeList } from '../../sandbox/checks/all-volumes.ts';
import { parseLook } from '../../sandbox/checks/image-files.ts';
import { failedBuild, typedBuilds } from '../../sandbox/checks/typed-builds.ts';

const typed = (text: string, exitCode = 0) => ({ text, exitCode, endedAt: '2026-01-01T00:00:00Z' });

describe('typedBuilds', () => {
  it('reads tags, the file, build arguments and the context', () => {
    const [build] = typedBuilds([
      typed(
        'cd x && sudo docker buildx build -t a:1 --tag=a:2 -f ../D --build-arg WHO="two words" --build-arg=HOME .',
      ),
    ]);
    expect(build).toEqual({
      exitCode: 0,
      tags: ['a:1', 'a:2'],
      file: '../D',
      buildArgs: [
        ['WHO', 'two words'],
        ['HOME', undefined],
      ],
      operands: ['.'],
    });
  });

  it('knows the long spellings, and a failed one only while it is the last line', () => {
    const lines = [typed('docker image build .'), typed('docker builder prune'), typed('docker build .', 1)];
    expect(typedBuilds(lines)).toHaveLength(2);
    expect(failedBuild(lines)?.operands).toEqual(['.']);
    expect(failedBuild([...lines, typed('ls')])).toBeUndefined();
  });
});

describe('parseLook', () => {
  it('tells folders and texts apart, an empty file from none', () => {
    expect(parseLook('/b\0/a\0\0+hi\n\0\0+\0', ['/x', '/y', '/z'])).toEqual({
      folders: ['/b', '/a'],
      texts: { '/x': 'hi\n', '/y': undefined, '/z': '' },
    });
  });

  it('refuses a list that was cut off', () => {
    expect(() => parseLook('/b\0\0+hi', ['/x', '/y'])).toThrow('cut off');
  });
});

describe('parseVolumeList', () => {
  it('lists what lies at the top of each volume', () => {
    const name = 'a'.repeat(64);
    const list = [
      `d ${name}`,
      `d ${name}/_data`,
      `f ${name}/_data/keep`,
      'd logs',
      'b backingFsBlockDev',
      '',
    ];
    expect(parseVolumeList(list.join('\0'))).toEqual([
      { name, isAnonymous: true, files: ['keep'] },
      { name: 'logs', isAnonymous: false, files: [] },
    ]);
  });
});
