import { expect, test } from 'vitest';
import { holdsFile, parseArchives } from '../../sandbox/checks/archives.ts';

const id = 'a'.repeat(64);
const manifest = JSON.stringify([
  { Config: `blobs/sha256/${id}`, RepoTags: ['diary:1.0'], Layers: ['x', 'y'] },
]);
const file = (...fields: string[]) => fields.map((field) => `${field}\0`).join('');
const list = (...fields: string[]) => `${file(...fields)}end\0`;

test('reads what docker save wrote, with the image’s id and names', () => {
  expect(parseArchives(list('/home/learner/diary.tar', '2048', manifest, 'blobs/\nmanifest.json\n'))).toEqual(
    [
      {
        path: 'diary.tar',
        sizeBytes: 2048,
        images: [{ id: `sha256:${id}`, tags: ['diary:1.0'], layers: 2 }],
        names: ['blobs/', 'manifest.json'],
      },
    ],
  );
});

test('reads an image without a name, and the older layout', () => {
  const old = JSON.stringify([{ Config: `${id}.json`, RepoTags: null, Layers: [] }]);
  expect(parseArchives(list('/tmp/x', '5000', old, 'manifest.json\n'))).toMatchObject([
    { path: '/tmp/x', images: [{ id: `sha256:${id}`, tags: [], layers: 0 }] },
  ]);
});

test('takes a file system for one, and leaves out what is no archive', () => {
  const files = file('/home/learner/k.tar', '9000', '', './menu\netc/\n');
  const [found, ...more] = parseArchives(files + list('/home/learner/x', '9000', '', ''));
  expect(found && holdsFile(found, 'menu')).toBe(true);
  expect(more).toEqual([]);
});

test('takes a hostile manifest for none', () => {
  const imagesOf = (text: string) =>
    parseArchives(list('/home/learner/x', '9000', text, 'manifest.json\n'))[0]?.images;
  expect(imagesOf('[{"Config":"../../etc/passwd","Layers":[]}]')).toBeUndefined();
  expect(imagesOf('{')).toBeUndefined();
  expect(imagesOf('null')).toBeUndefined();
});

test('says that a list was cut off', () => {
  expect(() => parseArchives('/home/learner/x\0')).toThrow('cut off');
  expect(() => parseArchives(file('/home/learner/x', '9000', '', 'a\n'))).toThrow('cut off');
  expect(parseArchives('end\0')).toEqual([]);
});
