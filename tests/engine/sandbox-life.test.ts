import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sandboxLabels, sandboxName } from '../../sandbox/engine/labels.ts';
import type { SandboxEngine, SandboxEvent } from '../../sandbox/engine/port.ts';
import { endEngine, hostDocker, testSurroundings, useEngine } from '../support/engine.ts';
import { newSession, run, succeed } from '../support/sandbox.ts';

const { instance } = testSurroundings;
let engine: SandboxEngine;
beforeAll(async () => {
  engine = (await useEngine()).engine;
});
afterAll(endEngine);

describe('the life of a sandbox', () => {
  it('keeps images, containers and home over stop and start', async () => {
    const sandbox = await engine.create(newSession());
    await succeed(
      sandbox,
      'docker run --name made redis:7.0 true && docker commit made mine:1 && echo hi > ~/note',
    );
    await sandbox.stop();
    expect(await sandbox.state()).toBe('stopped');
    await sandbox.start();
    expect(await succeed(sandbox, 'cat ~/note; docker ps -aq | wc -l; docker images -q mine | wc -l')).toBe(
      'hi\n1\n1',
    );
    expect(await succeed(sandbox, 'docker run --rm mine:1 echo works')).toBe('works');
    await sandbox.remove();
  });

  it('freezes and thaws', async () => {
    const sandbox = await engine.create(newSession());
    await sandbox.freeze();
    await sandbox.freeze();
    expect(await sandbox.state()).toBe('frozen');
    await sandbox.start();
    expect(await sandbox.state()).toBe('running');
    expect(await succeed(sandbox, 'echo awake')).toBe('awake');
    await sandbox.freeze();
    await sandbox.stop();
    expect(await sandbox.state()).toBe('stopped');
    await sandbox.remove();
  });

  it('is gone with its volume after remove, which may be called twice', async () => {
    const sandbox = await engine.create(newSession());
    await sandbox.remove();
    await sandbox.remove();
    await expect(engine.get(sandbox.session)).rejects.toMatchObject({ code: 'not-found' });
    const volume = hostDocker().getVolume(sandboxName(instance, sandbox.session));
    await expect(volume.inspect()).rejects.toMatchObject({ statusCode: 404 });
  });

  it('leaves nothing when its making is broken off', async () => {
    const session = newSession();
    const ending = new AbortController();
    const making = engine.create(session, { signal: ending.signal });
    await expect.poll(async () => (await engine.list()).some((each) => each.session === session)).toBe(true);
    ending.abort();
    await expect(making).rejects.toMatchObject({ name: 'AbortError' });
    expect((await engine.list()).some((each) => each.session === session)).toBe(false);
    const volume = hostDocker().getVolume(sandboxName(instance, session));
    await expect(volume.inspect()).rejects.toMatchObject({ statusCode: 404 });
  });

  it('tells what happens to a sandbox without our doing, and nothing else', async () => {
    const [watched, ours] = [await engine.create(newSession()), await engine.create(newSession())];
    const ending = new AbortController();
    const seen: SandboxEvent[] = [];
    const watching = (async () => {
      for await (const event of engine.watch(ending.signal)) seen.push(event);
    })();
    await ours.stop();
    await ours.remove();
    const container = hostDocker().getContainer(sandboxName(instance, watched.session));
    await container.kill();
    await expect.poll(() => seen).toContainEqual({ session: watched.session, change: 'stopped' });
    await container.remove({ v: true });
    await expect.poll(() => seen).toContainEqual({ session: watched.session, change: 'removed' });
    ending.abort();
    await watching;
    expect(seen.filter((event) => event.session === ours.session)).toEqual([]);
    await watched.remove();
  });

  it('says when a sandbox’s learner engine cannot start', async () => {
    const sandbox = await engine.create(newSession());
    await succeed(sandbox, 'mkdir -p /etc/docker && echo nonsense > /etc/docker/daemon.json', 'engine-root');
    await sandbox.stop();
    await expect(sandbox.start()).rejects.toMatchObject({ code: 'learner-engine-failed' });
    await sandbox.remove();
  });
});

describe('another instance on the same engine', () => {
  it('is neither listed nor removed', async () => {
    const docker = hostDocker();
    const session = newSession();
    const { ImageID: Image } = (await docker.listImages({ filters: { reference: ['drydock/sandbox'] } })).map(
      ({ Id }) => ({ ImageID: Id }),
    )[0] ?? { ImageID: '' };
    const name = sandboxName('another', session);
    const other = await docker.createContainer({
      name,
      Image,
      Cmd: ['true'],
      Labels: sandboxLabels('another', session, 'x'),
    });
    try {
      expect((await engine.list()).map((each) => each.session)).not.toContain(session);
      await expect(engine.get(session)).rejects.toMatchObject({ code: 'not-found' });
      expect((await other.inspect()).Name).toBe(`/${name}`);
    } finally {
      await other.remove({ force: true });
    }
  });
});

describe('the golden store', () => {
  it('gives every sandbox all images, whatever another one does to them', async () => {
    const [one, two] = [await engine.create(newSession()), await engine.create(newSession())];
    await succeed(one, 'docker rmi -f redis:7.0 && docker system prune -af && test -z "$(docker images -q)"');
    expect(await succeed(two, 'docker run --rm redis:7.0 redis-server --version')).toContain('v=7.0');
    // What the learner removed stays removed, also after a restart.
    await one.stop();
    await one.start();
    expect((await run(one, 'docker images -q')).stdout).toBe('');
    const three = await engine.create(newSession());
    expect(await succeed(three, 'docker run --rm busybox:1.35 echo fresh')).toBe('fresh');
    await Promise.all([one.remove(), two.remove(), three.remove()]);
  });

  it('costs a sandbox almost no disk', async () => {
    const sandbox = await engine.create(newSession());
    const kibibytes = Number(await succeed(sandbox, 'du -sk /var/lib/docker | cut -f1', 'engine-root'));
    expect(kibibytes).toBeLessThan(8 * 1024);
    await sandbox.remove();
  });
});
