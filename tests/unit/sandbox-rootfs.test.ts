import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '../../sandbox/engine/host/commands.ts';
import {
  buildRootfs,
  CannotBuildImages,
  findRootfs,
  imageFolder,
} from '../../sandbox/engine/images/rootfs-script.ts';

const { signal } = new AbortController();
let cacheDir: string;
beforeEach(async () => {
  cacheDir = await mkdtemp(join(tmpdir(), 'drydock-cache-'));
});
afterEach(() => rm(cacheDir, { recursive: true }));

/** A script that builds "a root file system" with the functions that the real scripts use. */
const script = (build: string) => `
set -eu
. '${imageFolder}lib/cache.sh'
cache='${cacheDir}'
build() { ${build}; }
build_once "$cache/root.tar" build
`;

const sh = (text: string) => runCommand('sh', ['-c', text]);

describe('the cache of root file systems', () => {
  it('builds once for two processes at a time, and never again', async () => {
    const build = script(`echo built >>"$cache/log"; sleep 0.3; echo content >"$1"`);
    const results = await Promise.all([sh(build), sh(build)]);
    expect(results.map((each) => each.code)).toEqual([0, 0]);
    await sh(build);
    expect(await readFile(join(cacheDir, 'log'), 'utf8')).toBe('built\n');
    expect(await readFile(join(cacheDir, 'root.tar'), 'utf8')).toBe('content\n');
  });

  it('takes a broken-off build for none', async () => {
    const begun = join(cacheDir, 'begun');
    const child = spawn('sh', ['-c', script(`echo half >"$1"; : >"$cache/begun"; sleep 60 & wait`)], {
      detached: true,
    });
    await expect
      .poll(async () => (await readdir(cacheDir)).includes('begun'), { timeout: 10_000 })
      .toBe(true);
    process.kill(-(child.pid ?? 0), 'SIGKILL');
    expect((await readdir(cacheDir)).includes('root.tar')).toBe(false);
    await rm(begun);
    expect((await sh(script(`echo whole >"$1"`))).code).toBe(0);
    expect(await readFile(join(cacheDir, 'root.tar'), 'utf8')).toBe('whole\n');
  });
});

describe.each(['base/build.sh', 'stand-ins/layers.sh'] as const)('%s', (script) => {
  it('finds nothing in an empty cache, and builds nothing when only asked', async () => {
    expect(await findRootfs(script, { cacheDir, env: process.env, signal })).toBeUndefined();
    expect(await readdir(cacheDir)).toEqual([]);
  });

  it('says what to do where mmdebstrap is missing', async () => {
    const env = { PATH: await pathWithout('mmdebstrap') };
    const failure = await buildRootfs(script, { cacheDir, env, signal }).catch((error: unknown) => error);
    if (!(failure instanceof CannotBuildImages)) throw new Error(`not refused: ${failure}`);
    expect(failure.reason.en.map((part) => part.text).join('')).toBe(
      'The sandbox image cannot be made here, so the lessons can be read but not practised. Start again where Docker Hub can be reached, or as root on Debian or Ubuntu with mmdebstrap installed.',
    );
  });
});

describe('base/provision.sh', () => {
  it('refuses to shift the owners of a root that is not its own', async () => {
    const { code, stderr } = await runCommand('sh', [`${imageFolder}base/provision.sh`]);
    expect(code).toBe(1);
    expect(stderr).toContain('not a root of ours, nothing was changed');
  });
});

/** A folder with the machine's programs but for one. */
async function pathWithout(program: string): Promise<string> {
  const folder = join(cacheDir, 'bin');
  await mkdir(folder);
  for (const from of ['/usr/bin', '/bin']) {
    for (const name of await readdir(from)) {
      // The two folders may be one and the same.
      if (name !== program) await symlink(join(from, name), join(folder, name)).catch(() => undefined);
    }
  }
  return folder;
}
