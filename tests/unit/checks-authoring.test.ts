import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { examineComponents } from '../../content/validate/components.ts';
import { parseMdx } from '../../content/validate/mdx-tree.ts';
import { examineLesson } from '../../sandbox/checks/lesson-issues.ts';

const root = join(import.meta.dirname, '../..');
const guide = await readFile(join(root, 'docs/authoring.md'), 'utf8');

test('the guide’s example of a lesson is one', async () => {
  const [, code = ''] = /```ts\n(.*?)```/s.exec(guide) ?? [];
  const folder = await mkdtemp(join(tmpdir(), 'drydock-guide-'));
  try {
    const file = join(folder, 'lesson.ts');
    await writeFile(file, code.replaceAll("'../../../", `'${root}/`));
    const { default: lesson }: { default?: unknown } = await import(file);
    expect(examineLesson(lesson).issues).toEqual([]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('the guide’s table of components lists each that a text may use', () => {
  const rows = [...guide.matchAll(/^\| `(<[A-Z].*?)` (?:, `.*?`)?\|/gm)].map(([, tag = '']) => tag);
  const { nodes } = parseMdx('guide', rows.join('\n\n'));
  const strange = examineComponents('guide', nodes).filter(({ found }) => /^<|without|with /.test(found));
  expect(strange).toEqual([]);
  const [unknown] = examineComponents('x', [{ type: 'mdxJsxFlowElement', name: 'Nothing' }]);
  const names = unknown?.expected.replace('one of ', '').split(', ') ?? [];
  expect(rows.map((tag) => /^<(\w+)/.exec(tag)?.[1]).sort()).toEqual(names.sort());
});
