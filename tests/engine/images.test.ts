import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { courseImages } from '../../content/images.ts';
import { openLearnerEngine } from '../../sandbox/engine/learner-engine-client.ts';
import type { Sandbox } from '../../sandbox/engine/port.ts';
import { endEngine, useEngine } from '../support/engine.ts';
import { newSession, run, succeed } from '../support/sandbox.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await (await useEngine()).engine.create(newSession());
});
afterAll(endEngine);

const configOf = async (name: string) => {
  await using engine = openLearnerEngine(sandbox);
  return (await engine.image(name))?.config;
};

describe('course images', () => {
  it('are all there, in several layers on one root, and listed with licence and source', async () => {
    const names = courseImages.map(({ name }) => name);
    await using engine = openLearnerEngine(sandbox);
    expect((await engine.images()).flatMap(({ tags }) => tags).sort()).toEqual([...names].sort());
    const { images, imageSource, packages } = await useEngine();
    expect(images.map(({ name }) => name)).toEqual(names);
    for (const { source, license, digest } of images) {
      expect(source).toBe(imageSource);
      expect(license).not.toBe('');
      expect(digest !== undefined).toBe(imageSource === 'docker-hub');
    }
    if (imageSource === 'docker-hub') return;
    const [debian] = (await engine.image('debian:bookworm-slim'))?.layers ?? [];
    for (const name of names.filter((each) => !/busybox|debian/.test(each))) {
      const layers = (await engine.image(name))?.layers ?? [];
      expect(layers[0]).toBe(debian);
      expect(layers.length).toBeGreaterThan(3);
    }
    expect(packages.filter(({ image }) => image === 'redis:7.0')).toContainEqual(
      expect.objectContaining({ name: 'redis-server', licenses: expect.arrayContaining(['BSD-3-clause']) }),
    );
    for (const name of names) expect(packages.map(({ image }) => image)).toContain(name);
  });

  it('have Java 17 on the PATH, to run and to compile', async () => {
    const java = 'docker run --rm eclipse-temurin:17-jre';
    expect(await succeed(sandbox, `${java} sh -c 'java -version 2>&1; echo $JAVA_HOME'`)).toMatch(
      /openjdk version "17\.[\s\S]*\/opt\/java\/openjdk$/,
    );
    expect((await run(sandbox, `${java} javac -version`)).code).not.toBe(0);
    expect(await succeed(sandbox, 'docker run --rm eclipse-temurin:17-jdk javac -version')).toMatch(
      /javac 17\./,
    );
    expect((await configOf('eclipse-temurin:17-jdk'))?.cmd).toEqual(['jshell']);
    expect((await configOf('eclipse-temurin:17-jre'))?.entrypoint).toEqual(['/__cacert_entrypoint.sh']);
  });

  it('have a registry that takes and gives images', async () => {
    expect(await configOf('registry:2')).toMatchObject({
      entrypoint: ['/entrypoint.sh'],
      cmd: ['/etc/docker/registry/config.yml'],
      exposedPorts: ['5000/tcp'],
      volumes: ['/var/lib/registry'],
    });
    await succeed(sandbox, 'docker run -d --name registry -p 5001:5000 registry:2');
    await succeed(sandbox, 'curl -sf --retry 20 --retry-all-errors localhost:5001/v2/');
    await succeed(
      sandbox,
      'docker tag redis:7.0 localhost:5001/cache:1 && docker push localhost:5001/cache:1',
    );
    await succeed(sandbox, 'docker rmi localhost:5001/cache:1 && docker pull localhost:5001/cache:1');
    expect(
      await succeed(
        sandbox,
        "docker inspect -f '{{json .RepoDigests}}' localhost:5001/cache:1 && docker run --rm registry:2 --version",
      ),
    ).toMatch(/localhost:5001\/cache@sha256:[\s\S]*registry .*2\.8/);
    await succeed(sandbox, 'docker rm -fv registry && docker rmi localhost:5001/cache:1');
  });
});

describe('the greeter', () => {
  it('answers a nonce, shows options and arguments, and logs into the volume', async () => {
    await succeed(sandbox, 'test -r /golden/files/greeter.jar && cp /golden/files/greeter.jar ~/greeter.jar');
    expect((await run(sandbox, 'echo > /golden/files/greeter.jar')).code).not.toBe(0);
    await succeed(
      sandbox,
      `docker create --name greeter -p 8091:8091 -v logs:/logs eclipse-temurin:17-jre \
         java -Dspring.profiles.active=dev -Duser.timezone=Asia/Seoul -jar /greeter.jar one --two=2 &&
       docker cp ~/greeter.jar greeter:/greeter.jar && docker start greeter`,
    );
    const get = (path: string) =>
      succeed(sandbox, `curl -s --retry 20 --retry-all-errors 'localhost:8091${path}'`);
    expect(await get('/')).toBe('greeter\nprofile: dev\ntime zone: Asia/Seoul\narguments: one --two=2');
    expect(await get('/echo?nonce=a1b2')).toBe('a1b2 dev Asia/Seoul');
    expect(await get('/other')).toBe('not found');
    const log = 'docker run --rm -v logs:/logs busybox:1.35 cat /logs/greeter.log';
    expect(await succeed(sandbox, log)).toMatch(/GET \/echo\?nonce=a1b2 200\n.*GET \/other 404$/);
    expect(await succeed(sandbox, 'docker stop greeter && docker logs greeter | tail -1')).toContain(
      'stopped',
    );
    await succeed(sandbox, 'docker rm -v greeter && docker volume rm logs');
  });
});

/** Names, owners, sizes, times and contents of everything in the store. */
const fingerprint = (of: Sandbox) =>
  succeed(
    of,
    `cd /golden && find . -printf '%p %u:%g %m %s %T@ %l\\n' | sort | sha256sum &&
     find . -type f -print0 | sort -z | xargs -0 cat | sha256sum`,
    'engine-root',
  );

describe('the golden store', () => {
  const links = 'find /var/lib/docker/overlay2 -mindepth 2 -maxdepth 2 -name diff -type l';
  const deeds: [what: string, command: string][] = [
    [
      'writes through the links',
      `sudo sh -c 'test $(${links} | wc -l) -gt 10 && for l in $(${links}); do ! touch $l/evil || exit 1; done'`,
    ],
    [
      'loads',
      'docker save redis:7.0 -o r.tar && docker rmi -f redis:7.0 && docker load -i r.tar && rm r.tar',
    ],
    [
      'builds',
      'mkdir -p b && printf "FROM redis:7.0\\nRUN rm /usr/bin/redis-cli && echo x >> /etc/passwd\\n" > b/Dockerfile && docker build -q -t built b && DOCKER_BUILDKIT=0 docker build -q -t classic b',
    ],
    [
      'commits',
      'docker run --name changer debian:bookworm-slim rm -rf /usr/share && docker commit changer changed',
    ],
    ['removals', 'docker rm changer && docker rmi -f $(docker images -q)'],
    ['prunes', 'docker system prune -af --volumes && docker builder prune -af'],
  ];

  it('is the same after a learner’s loads, builds, commits, removals and prunes', async () => {
    const { engine } = await useEngine();
    const [busy, watcher] = [await engine.create(newSession()), await engine.create(newSession())];
    const before = await fingerprint(watcher);
    for (const [, command] of deeds) await succeed(busy, command);
    expect(await succeed(busy, 'docker images -aq')).toBe('');
    expect(await fingerprint(watcher)).toBe(before);
    expect(
      await succeed(watcher, 'docker run --rm debian:bookworm-slim ls /usr/share/zoneinfo/Asia/Seoul'),
    ).toBe('/usr/share/zoneinfo/Asia/Seoul');
    await Promise.all([busy.remove(), watcher.remove()]);
  });
});
