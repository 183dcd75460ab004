import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** Sandboxes start, and a lesson is walked through twice. */
const timeLimitMs = 900_000;
const lesson = 'start/workbench';
const root = join(import.meta.dirname, '../..');

let course: string;
beforeAll(async () => {
  course = await mkdtemp(join(tmpdir(), 'drydock-faulty-'));
  await cp(join(root, 'lessons', lesson), join(course, 'lessons', lesson), { recursive: true });
  await symlink(join(root, 'sandbox'), join(course, 'sandbox'));
});
afterAll(() => rm(course, { recursive: true, force: true }));

/** Replaces a piece of the copied lesson; fails when it is not there, so that nothing is broken by no change. */
async function breakPiece(name: string, from: string, to: string): Promise<void> {
  const file = join(course, 'lessons', lesson, name);
  const before = await readFile(file, 'utf8');
  expect(before).toContain(from);
  await writeFile(file, before.replace(from, to));
}

async function prove(...args: string[]): Promise<{ code: number | null; output: string }> {
  const all = ['tests/lessons/prove.ts', '--lessons', join(course, 'lessons'), '--only', lesson, ...args];
  const child = spawn(process.execPath, all, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  return { output: await text(child.stdout), code: await ended };
}

test(
  'a broken judge, recorded output and step id each fail the proof, with the spot',
  async () => {
    const signature = 'judge({ base, every, all, typed }) {';
    await breakPiece('look-back.ts', signature, `${signature}\n    if (base) return passed();`);
    await breakPiece('outputs.json', 'Server:\\n', 'Servant:\\n');
    await breakPiece('en.mdx', '<Step id="look-back"', '<Step id="lok-back"');

    const { code, output } = await prove('--step', 'version', '--jobs', '1');

    expect(code).toBe(1);
    const faults = output.slice(output.indexOf('Not proved:'));
    expect(faults).toMatch(
      /✗ start\/workbench › look-back +start does not pass .*\n +got "passed" before anything was typed/,
    );
    expect(faults).toMatch(
      /✗ start\/workbench › version +printed output is as recorded: version .*\n +line \d+ was "Servant:" and is "Server:"/,
    );
    expect(faults).toMatch(/ lessons\/start\/workbench\/en\.mdx:\d+\n +found +<Step id="lok-back">/);
    expect(faults).toMatch(
      /expected +the steps of lesson\.ts in its order: version, first-container, look-back/,
    );
  },
  timeLimitMs,
);
