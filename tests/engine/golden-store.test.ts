import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DockerEngine } from '../../sandbox/engine/docker/docker-engine.ts';
import { adminEnvironment } from '../../sandbox/engine/host/commands.ts';
import { ensureCourseImages } from '../../sandbox/engine/images/course-images.ts';
import { ensureGoldenStore, removeOldStores } from '../../sandbox/engine/images/golden-store.ts';
import { buildImage, imageIdOf } from '../../sandbox/engine/images/host-images.ts';
import { imageFolder } from '../../sandbox/engine/images/rootfs-script.ts';
import { ensureSandboxImage } from '../../sandbox/engine/images/sandbox-image.ts';
import { ofInstance } from '../../sandbox/engine/labels.ts';
import { endEngine, hostDocker, testSurroundings, useEngine } from '../support/engine.ts';
import { newSession, succeed } from '../support/sandbox.ts';

const { instance, cacheDir } = testSurroundings;
const { signal } = new AbortController();
const build = { cacheDir, env: adminEnvironment(), signal };
const name = `drydock/sandbox:test-${instance}-refusing`;
let seccomp: string;

beforeAll(async () => {
  await useEngine();
  seccomp = await readFile(join(imageFolder, 'seccomp.json'), 'utf8');
});
afterAll(async () => {
  await hostDocker().getImage(name).remove();
  await endEngine();
});

/** A sandbox image in which the links to shared layers lead nowhere, so that the kernel refuses to mount them. */
async function imageWithBrokenLinks() {
  const docker = hostDocker();
  const { id } = await ensureSandboxImage(docker, build);
  const folder = await mkdtemp(join(tmpdir(), 'drydock-layer-'));
  await cp(join(imageFolder, 'layer'), folder, { recursive: true });
  const script = await readFile(join(folder, 'golden'), 'utf8');
  const broken = script.replace('ln -s "/golden/', 'ln -s "/nowhere/');
  expect(broken).not.toBe(script);
  await writeFile(join(folder, 'golden'), broken);
  await buildImage(docker, { name, folder, files: await readdir(folder), args: { BASE: id }, signal });
  await rm(folder, { recursive: true });
  const brokenId = await imageIdOf(docker, name);
  if (brokenId === undefined) throw new Error('not built');
  return { id: brokenId, hash: 'broken-links' };
}

const stores = async () => {
  const { Volumes: volumes } = await hostDocker().listVolumes({ filters: ofInstance(instance, 'golden') });
  return (volumes ?? []).map((volume) => volume.Name);
};

describe('a golden store', () => {
  it('whose layers cannot be shared gives copies and says so, and stays as long as a sandbox uses it', async () => {
    const docker = hostDocker();
    const [current = ''] = await stores();
    const image = await imageWithBrokenLinks();
    const said: object[] = [];
    const log = { info: () => undefined, warn: (what: object) => said.push(what) };
    const archive = await ensureCourseImages(docker, build);
    const options = { docker, instance, image, seccomp, archive, signal, log };
    const volume = await ensureGoldenStore(options);
    expect(said).toEqual([{ refusal: expect.stringContaining('no such file or directory') }]);
    expect(await ensureGoldenStore(options)).toBe(volume);

    const engine = new DockerEngine({
      ...{ docker, instance, seccomp, imageId: image.id, goldenVolume: volume, release: 'test' },
    });
    const sandbox = await engine.create(newSession());
    expect(await succeed(sandbox, 'docker run --rm redis:7.0 redis-server --version')).toContain('v=7.0');
    const links = 'find /var/lib/docker/overlay2 -maxdepth 2 -name diff -type l';
    expect(await succeed(sandbox, links, 'engine-root')).toBe('');

    await removeOldStores(docker, instance, current);
    expect(await stores()).toContain(volume);
    expect(await succeed(sandbox, 'docker run --rm busybox:1.35 echo here')).toBe('here');
    await sandbox.remove();
    await removeOldStores(docker, instance, current);
    expect(await stores()).toEqual([current]);
    await engine[Symbol.asyncDispose]();
  });
});
