import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { hashProof, modulesFrom } from '../lessons/dependencies.ts';
import { type Finding, KnownProofs } from '../lessons/known-proofs.ts';
import { readOptions } from '../lessons/options.ts';
import { formatSummary } from '../lessons/report.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'drydock-known-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const right: Finding = { lesson: 'a/b', claim: 'solution passes', seconds: 1, spentMs: { typing: 900 } };
const provedAt = '2026-01-02T03:04:05.000Z';

describe('a proof that is known', () => {
  test('is found by what it depended on, and by nothing else', async () => {
    const known = new KnownProofs(folder);
    await known.keep('a/b', { hash: '1'.repeat(16), provedAt, findings: [right] });
    expect(await known.find('a/b', '1'.repeat(16))).toEqual({
      hash: '1'.repeat(16),
      provedAt,
      findings: [right],
    });
    expect(await known.find('a/b', '2'.repeat(16))).toBeUndefined();
    expect(await known.find('a/c', '1'.repeat(16))).toBeUndefined();
  });

  test('does not count when something in it did not hold', async () => {
    const known = new KnownProofs(folder);
    await known.keep('a/b', { hash: 'x', provedAt, findings: [right, { ...right, fault: 'got "not-yet"' }] });
    expect(await known.find('a/b', 'x')).toBeUndefined();
  });

  test('goes when there are many newer ones of its lesson', async () => {
    const known = new KnownProofs(folder);
    for (let minute = 10; minute < 18; minute += 1)
      await known.keep('a/b', {
        hash: `h${minute}`,
        provedAt: `2026-01-02T03:${minute}:05.000Z`,
        findings: [],
      });
    expect(await known.find('a/b', 'h10')).toBeUndefined();
    expect(await known.find('a/b', 'h17')).toBeDefined();
    expect(await readdir(join(folder, 'proofs'))).toHaveLength(5);
  });
});

describe('what a proof depends on', () => {
  const write = async (name: string, content: string) => {
    await mkdir(join(folder, 'lesson/files'), { recursive: true });
    await writeFile(join(folder, name), content);
  };
  const hash = () => hashProof(join(folder, 'lesson'));
  beforeEach(async () => {
    await write(
      'lesson/lesson.ts',
      "import { one } from './one.ts';\nimport {\n  two,\n} from '../two.ts';\n",
    );
    await write('lesson/one.ts', 'export const one = 1;\n');
    await write('two.ts', "export { three } from './three.ts';\n");
    await write('three.ts', '// as in `import x from "./gone.ts"`\nexport const three = 3;\n');
    await write('lesson/ko.mdx', '글');
  });

  test('are its own modules, however far, and not what a comment names', async () => {
    const found = await modulesFrom([join(folder, 'lesson/lesson.ts')]);
    expect(found.map((file) => file.slice(folder.length + 1)).sort()).toEqual(
      ['lesson/lesson.ts', 'lesson/one.ts', 'three.ts', 'two.ts'].sort(),
    );
  });

  test.each([
    ['lesson/one.ts', 'export const one = 2;\n', true],
    ['three.ts', 'export const three = 4;\n', true],
    ['lesson/files/Dockerfile', 'FROM busybox:1.35\n', true],
    ['lesson/outputs.json', '{}', true],
    ['lesson/ko.mdx', '다른 글', false],
    ['other.ts', 'export {};\n', false],
  ])('a change of %s', async (name, content, counts) => {
    const before = await hash();
    await write(name, content);
    expect((await hash()) !== before).toBe(counts);
  });
});

test('everything is proved again where CI is set, or when asked for', () => {
  const machine = { cores: 2, load: 0, isCi: false };
  const all = (args: string[], isCi: boolean) => readOptions(args, [], { ...machine, isCi }).all;
  expect([all([], false), all(['--all'], false), all([], true)]).toEqual([false, true, true]);
});

test('a busy machine gets fewer jobs', () => {
  const jobs = (cores: number, load: number) => readOptions([], [], { cores, load, isCi: false }).jobs;
  expect([jobs(2, 0), jobs(2, 8), jobs(8, 0), jobs(64, 0)]).toEqual([4, 2, 16, 16]);
});

test('the summary says how much is from the last run', () => {
  expect(formatSummary([right, right], 1)).toBe(
    '\n1 from the last run (--all proves them again)\n2 passed, 0 failed',
  );
});
