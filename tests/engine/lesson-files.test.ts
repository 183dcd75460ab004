import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CollectContext, Collector } from '../../sandbox/checks/evidence.ts';
import { homeFile, homeFiles } from '../../sandbox/checks/home-files.ts';
import { bringLessonFiles } from '../../sandbox/checks/lesson-files.ts';
import { setStartState } from '../../sandbox/checks/start-state.ts';
import type { Sandbox } from '../../sandbox/engine/port.ts';
import { endEngine, useEngine } from '../support/engine.ts';
import { newSession, run, succeed } from '../support/sandbox.ts';

let sandbox: Sandbox;
const inTime = () => AbortSignal.timeout(60_000);

beforeAll(async () => {
  const { engine } = await useEngine();
  sandbox = await engine.create(newSession());
});
afterAll(async () => {
  await sandbox?.remove();
  await endEngine();
});

/** A lesson's folder with these files below `files/`, until the work is done. */
async function withFiles(files: Record<string, string>, work: (folder: string) => Promise<void>) {
  const folder = await mkdtemp(join(tmpdir(), 'drydock-lesson-'));
  try {
    for (const [name, content] of Object.entries(files)) {
      const path = join(folder, 'files', name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, content, { mode: name.endsWith('.sh') ? 0o755 : 0o644 });
    }
    await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('files of a lesson', () => {
  test('are found by start commands, can be copied, and not be changed', async () => {
    const files = {
      'shop/Dockerfile': 'FROM busybox:1.35\n',
      'shop/.dockerignore': 'logs\n',
      'run.sh': '#!',
    };
    await withFiles(files, async (folder) => {
      const place = await bringLessonFiles(sandbox, folder, inTime());
      const start = ['rm -rf ~/shop', 'cp -r "$FILES/shop" ~/shop', 'test -x "$FILES/run.sh"'];
      await setStartState(sandbox, start, inTime(), place);
      expect(await succeed(sandbox, 'cat ~/shop/Dockerfile; cat ~/shop/.dockerignore')).toBe(
        'FROM busybox:1.35\nlogs',
      );
      await succeed(sandbox, 'echo more >>~/shop/Dockerfile');
      expect((await run(sandbox, `echo x >>${place}/shop/Dockerfile`)).code).not.toBe(0);
      expect((await run(sandbox, `touch ${place}/new`)).code).not.toBe(0);
    });
  });

  test('those of the lesson before are gone', async () => {
    await withFiles({ 'old.txt': 'old' }, async (folder) => {
      await bringLessonFiles(sandbox, folder, inTime());
    });
    await withFiles({ 'new.txt': 'new' }, async (folder) => {
      const place = await bringLessonFiles(sandbox, folder, inTime());
      expect(await succeed(sandbox, `ls ${place}`)).toBe('new.txt');
    });
  });

  test('a lesson may have none', async () => {
    await withFiles({}, async (folder) => {
      expect(await bringLessonFiles(sandbox, folder, inTime())).toBeUndefined();
    });
  });

  test('too much, or a link, is refused by name', async () => {
    await withFiles({ 'big.bin': 'x'.repeat(1024 * 1024 + 1) }, async (folder) => {
      await expect(bringLessonFiles(sandbox, folder, inTime())).rejects.toMatchObject({ path: 'big.bin' });
    });
    await withFiles({ 'a.txt': 'a' }, async (folder) => {
      await symlink('/etc/passwd', join(folder, 'files/link'));
      await expect(bringLessonFiles(sandbox, folder, inTime())).rejects.toMatchObject({ path: 'link' });
    });
  });
});

function collect<Value>(collector: Collector<Value>): Promise<Value> {
  // What these collectors look at.
  return collector.collect({ sandbox, signal: inTime() } as CollectContext);
}

describe('a file in the home', () => {
  test.each([
    ['echo 5 >~/answer', { kind: 'text', text: '5\n', sizeBytes: 2 }],
    [String.raw`printf '\xef\xbb\xbfFROM a\r\n' >~/answer`, { kind: 'text', text: '\ufeffFROM a\r\n' }],
    ['printf 답 >~/answer', { kind: 'text', text: '답' }],
    ['true >~/answer', { kind: 'text', text: '' }],
    ['true', { kind: 'gone' }],
    ['mkdir ~/answer', { kind: 'folder' }],
    ['ln -s /etc/passwd ~/answer', { kind: 'link' }],
    ['ln -s nowhere ~/answer', { kind: 'link' }],
    ['mkfifo ~/answer', { kind: 'unreadable' }],
    ['echo 5 >~/answer; chmod 0 ~/answer', { kind: 'unreadable' }],
    ['head -c 3000000000 /dev/zero | head -c 70000 >~/answer', { kind: 'too-large', sizeBytes: 70000 }],
    ['truncate -s 20G ~/answer', { kind: 'too-large', sizeBytes: 20 * 1024 ** 3 }],
    [String.raw`printf 'F\0R\0' >~/answer`, { kind: 'binary', sizeBytes: 4 }],
    [String.raw`printf '\xb4\xf7' >~/answer`, { kind: 'binary', sizeBytes: 2 }],
  ])('%s', async (made, expected) => {
    await succeed(sandbox, `rm -rf ~/answer; ${made}`);
    expect(await collect(homeFile('~/answer'))).toMatchObject(expected);
  });

  test('below a link is not followed, and a name may hold anything', async () => {
    await succeed(sandbox, 'rm -rf ~/shop; ln -s /etc ~/shop; mkdir -p ~/"a *b"; echo 1 >~/"a *b/-n"');
    expect(await collect(homeFile('shop/passwd'))).toEqual({ kind: 'link' });
    expect(await collect(homeFiles('shop'))).toBeUndefined();
    expect(await collect(homeFile('a *b/-n'))).toMatchObject({ kind: 'text', text: '1\n' });
    expect(await collect(homeFile('a *b/-n/deeper'))).toEqual({ kind: 'gone' });
  });

  test('outside of the home is a fault of the lesson', () => {
    for (const path of ['/etc/passwd', '~/../x', 'a//b', '']) expect(() => homeFile(path)).toThrow(TypeError);
  });
});

test('a folder in the home is listed, with odd names, and a huge one is refused', async () => {
  await succeed(
    sandbox,
    'rm -rf ~/shop; mkdir -p ~/shop/src; echo 1 >~/shop/src/a; ln -s / ~/shop/root; touch ~/shop/"two\nlines"',
  );
  expect(await collect(homeFiles('~/shop'))).toEqual([
    { path: 'root', kind: 'link', sizeBytes: 1 },
    { path: 'src', kind: 'directory', sizeBytes: expect.any(Number) },
    { path: 'src/a', kind: 'file', sizeBytes: 2 },
    { path: 'two\nlines', kind: 'file', sizeBytes: 0 },
  ]);
  await succeed(sandbox, 'cd ~/shop && seq 20000 | xargs touch');
  await expect(collect(homeFiles('shop'))).rejects.toMatchObject({ reason: 'too-big' });
});
