import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pinned, refuseOthers } from '../../sandbox/engine/images/hub-images.ts';
import { type BuiltImage, composeImage } from '../../sandbox/engine/images/image-config.ts';
import { lockFile, readImageLock, writeImageLock } from '../../sandbox/engine/images/image-lock.ts';
import { parsePackages, parseSteps } from '../../sandbox/engine/images/stand-ins.ts';

const steps = [
  'debian\t10\t-\tFROM scratch',
  `debian\t11\t${'a'.repeat(64)} debian-1.tar\tADD rootfs.tar files /`,
  'debian\t12\t-\tCMD ["bash"]',
  'redis\t20\t-\tFROM debian',
  'redis\t20\t-\tLABEL title="redis" description="Made from \'redis-server\', a package"',
  'redis\t21\t-\tENV PATH=/opt:/bin',
  'redis\t21\t-\tENV A=1 B="2 3"',
  `redis\t22\t${'b'.repeat(64)} redis-4.tar\tRUN apt-get install redis && rm -rf /etc/redis`,
  'redis\t23\t-\tVOLUME /data',
  'redis\t23\t-\tWORKDIR /data',
  'redis\t23\t-\tEXPOSE 6379',
  'redis\t24\t-\tENTRYPOINT ["docker-entrypoint.sh"]',
  '',
].join('\n');

function compose(text: string): Map<string, BuiltImage> {
  const images = new Map<string, BuiltImage>();
  for (const [folder, its] of parseSteps(text)) images.set(folder, composeImage(its, images, 'amd64'));
  return images;
}

describe('a stand-in', () => {
  it('has the layers of its parent and then its own, each named in the history', () => {
    const redis = compose(steps).get('redis');
    expect(redis?.layers).toEqual(['debian-1.tar', 'redis-4.tar']);
    expect(redis?.config.rootfs.diff_ids).toEqual([`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`]);
    const history = redis?.config.history ?? [];
    expect(history.filter((line) => line.empty_layer !== true).map((line) => line.created_by)).toEqual([
      '/bin/sh -c #(nop)  ADD rootfs.tar files /',
      '/bin/sh -c apt-get install redis && rm -rf /etc/redis',
    ]);
    expect(history.at(-1)).toEqual({
      created: '1970-01-01T00:00:28.000Z',
      created_by: '/bin/sh -c #(nop)  ENTRYPOINT ["docker-entrypoint.sh"]',
      empty_layer: true,
    });
    expect(redis?.config.created).toBe('1970-01-01T00:00:28.000Z');
  });

  it('is younger than the one before it, so that docker lists them in one order', () => {
    const first = compose(
      'a\t10\t-\tFROM scratch\nb\t10\t-\tFROM scratch\nb\t10\t-\tWORKDIR /b\nb\t9\t-\tWORKDIR /c',
    );
    const times = first.get('b')?.config.history.map(({ created }) => created);
    expect(times).toEqual(['1970-01-01T00:00:12.000Z', '1970-01-01T00:00:13.000Z']);
  });

  it('is configured as its Dockerfile says, and leaves its parent alone', () => {
    const images = compose(steps);
    expect(images.get('redis')?.config.config).toEqual({
      Env: ['PATH=/opt:/bin', 'A=1', 'B=2 3'],
      Labels: { title: 'redis', description: "Made from 'redis-server', a package" },
      ExposedPorts: { '6379/tcp': {} },
      Volumes: { '/data': {} },
      WorkingDir: '/data',
      // The parent's command was for another program.
      Entrypoint: ['docker-entrypoint.sh'],
    });
    expect(images.get('debian')?.config.config.Cmd).toEqual(['bash']);
    expect(images.get('debian')?.layers).toEqual(['debian-1.tar']);
  });

  it('is refused when its Dockerfile says what the builder does not know', () => {
    expect(() => compose('x\t1\t-\tFROM scratch\nx\t1\t-\tHEALTHCHECK NONE\n')).toThrow(
      'stand-ins: this instruction is not known here: HEALTHCHECK NONE',
    );
  });

  it('comes with what it holds', () => {
    expect(parsePackages('redis\tlibc6\t2.36\t\nredis\tzlib1g\t1.2\tZlib;MIT\nnobody\tx\t1\t\n')).toEqual([
      { image: 'redis:7.0', name: 'libc6', version: '2.36', licenses: [] },
      { image: 'redis:7.0', name: 'zlib1g', version: '1.2', licenses: ['Zlib', 'MIT'] },
    ]);
  });
});

describe('the lock of course images', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'drydock-lock-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is not there before the first preparation, and is read as it was written', async () => {
    expect(await readImageLock(folder)).toBeUndefined();
    const lock = {
      source: 'docker-hub' as const,
      digests: { 'redis:7.0': `sha256:${'1'.repeat(64)}` },
    };
    await writeImageLock(folder, lock);
    expect(await readImageLock(folder)).toEqual(lock);
    expect(await readFile(lockFile(folder), 'utf8')).toMatch(/\n$/);
  });

  it('pins what an earlier pull found, and nothing else is taken', () => {
    const [one, other] = ['1', '2'].map((digit) => `sha256:${digit.repeat(64)}`) as [string, string];
    const known = pinned({ source: 'docker-hub', digests: { 'redis:7.0': one, 'gone:1': one } });
    expect([...known]).toEqual([['redis:7.0', one]]);
    refuseOthers(new Map([['redis:7.0', one]]), known, 'the lock');
    expect(() => refuseOthers(new Map([['redis:7.0', other]]), known, 'the lock')).toThrow(
      `redis:7.0 is pinned to ${one} (in content/images.ts or the lock), but Docker Hub gives ${other}`,
    );
  });

  it('says what to do when it is damaged', async () => {
    await writeFile(lockFile(folder), '{"source":"docker-hub","digests":{"redis:7.0":"latest"}}');
    await expect(readImageLock(folder)).rejects.toThrow(
      `${lockFile(folder)} is damaged: remove it, and it is written anew`,
    );
  });
});
