import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addToCourse } from '../../content/course-source.ts';
import { findGaps } from '../lessons/gaps.ts';

const root = join(import.meta.dirname, '../..');
const run = promisify(execFile);

let checkout: string;
beforeEach(async () => {
  checkout = await mkdtemp(join(tmpdir(), 'drydock-new-lesson-'));
  await cp(join(root, 'content'), join(checkout, 'content'), { recursive: true });
  await cp(join(root, 'package.json'), join(checkout, 'package.json'));
  // A course of its own, so that other lessons play no part.
  await cp(join(root, 'lessons/start/workbench'), join(checkout, 'lessons/start/workbench'), {
    recursive: true,
  });
  for (const name of ['sandbox', 'node_modules']) await symlink(join(root, name), join(checkout, name));
});
afterEach(() => rm(checkout, { recursive: true, force: true }));

/** Each starts programs, which on a busy machine takes its time. */
const timeLimitMs = 120_000;

const node = (file: string, ...args: string[]) => run(process.execPath, [join(checkout, file), ...args]);

test('a new lesson validates as it is, and says what is to be filled in', {
  timeout: timeLimitMs,
}, async () => {
  const { stdout } = await node('content/new-lesson.ts', 'start/second-look');
  expect(stdout).toContain('wrote lessons/start/second-look/ko.mdx');
  const { validateCourse } = await import('../../content/validate/validate.ts');
  const found = await validateCourse({
    lessonsDir: join(checkout, 'lessons'),
    chapters: [{ id: 'start', title: { ko: '', en: '' }, lessons: ['workbench', 'second-look'] }],
    version: '1.0.0',
  });
  expect(found.problems).toEqual([]);
  expect(await readFile(join(checkout, 'content/course.ts'), 'utf8')).toContain(
    "['workbench', 'second-look']",
  );
  const gaps = await findGaps(join(checkout, 'lessons'), 'start/second-look');
  expect(gaps).toContain('lessons/start/second-look/ko.mdx:2 title: "FILL IN: Second look"');
  expect(gaps.some((gap) => gap.startsWith('lessons/start/second-look/lesson.ts:'))).toBe(true);
});

test('a lesson that is there is left alone', { timeout: timeLimitMs }, async () => {
  await expect(node('content/new-lesson.ts', 'start/workbench')).rejects.toMatchObject({
    stderr: expect.stringContaining('lessons/start/workbench is there already'),
  });
  await expect(node('content/new-lesson.ts', 'workbench')).rejects.toMatchObject({ code: 2 });
});

const source = `export const course = [
  { id: 'start', title: { ko: '시작하기', en: 'Start here' }, lessons: ['workbench'] },
  {
    id: 'moving',
    title: { ko: '옮기기', en: 'Moving' },
    lessons: [
      'save',
      'export',
    ],
  },
] as const satisfies readonly Chapter[];
`;

test('the course gets the lesson at the end of its chapter, or a chapter at its end', () => {
  expect(addToCourse(source, 'start', 'shell')).toContain("lessons: ['workbench', 'shell'] },");
  expect(addToCourse(source, 'moving', 'load')).toMatch(/'save',\s+'export', 'load'\],/);
  expect(addToCourse(source, 'nets', 'ports')).toMatch(
    /\{ id: 'nets', title: .*FILL IN.*, lessons: \['ports'\] \},\n\] as const/,
  );
  expect(() => addToCourse(source, 'moving', 'save')).toThrow('moving/save is in content/course.ts already');
});
