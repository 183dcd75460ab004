import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { courseImages } from '../../content/images.ts';
import type { LearnerEngine } from '../../sandbox/engine/learner-engine.ts';
import { openLearnerEngine } from '../../sandbox/engine/learner-engine-client.ts';
import type { Sandbox } from '../../sandbox/engine/port.ts';
import { endEngine, useEngine } from '../support/engine.ts';
import { newSession, run, succeed } from '../support/sandbox.ts';

let sandbox: Sandbox;
let engine: LearnerEngine;

beforeAll(async () => {
  sandbox = await (await useEngine()).engine.create(newSession());
  engine = openLearnerEngine(sandbox);
});
afterAll(async () => {
  await engine?.[Symbol.asyncDispose]();
  await endEngine();
});

describe('the learner', () => {
  it('is a plain user in group docker, who may use sudo', async () => {
    expect(await succeed(sandbox, 'id -un; id -u; id -Gn')).toBe('learner\n1000\nlearner sudo docker');
    expect(await succeed(sandbox, 'sudo -n id -u')).toBe('0');
    expect(await succeed(sandbox, 'stat -c "%U:%G %a" /var/run/docker.sock')).toBe('root:docker 660');
  });

  it('has a UTF-8 bash with completion for docker, nano, less and tree', async () => {
    expect(await succeed(sandbox, 'echo $LANG; hostname; pwd')).toBe('C.UTF-8\ndrydock\n/home/learner');
    await succeed(sandbox, 'command -v nano less tree curl ps ip');
    await succeed(sandbox, 'test -r /usr/share/bash-completion/completions/docker');
  });

  it('sees files of root as root’s', async () => {
    expect(await succeed(sandbox, 'stat -c %U /etc/passwd /usr/bin/docker /home')).toBe('root\nroot\nroot');
  });
});

describe('the learner’s docker', () => {
  it('runs, commits, builds and removes without a warning', async () => {
    const quiet = async (command: string) => {
      const { code, stdout, stderr } = await run(sandbox, command);
      expect({ command, code, stderr }).toEqual({ command, code: 0, stderr: '' });
      return stdout.trim();
    };
    expect(await quiet('docker run --rm busybox:1.35 echo hello')).toBe('hello');
    await quiet('docker run --name made redis:7.0 bash -c "echo x > /first"');
    await quiet('docker commit made redis-custom:first');
    expect(await quiet('docker run --rm redis-custom:first cat /first')).toBe('x');
    await quiet('mkdir -p b && printf "FROM redis-custom:first\\nRUN echo y > /second\\n" > b/Dockerfile');
    await succeed(sandbox, 'docker build --quiet --tag built:1 b && docker buildx version');
    expect(await quiet('docker run --rm built:1 cat /first /second')).toBe('x\ny');
    await quiet('docker rm made && docker rmi built:1 redis-custom:first');
  });

  it('keeps only what changed in the first layer on an image of one layer', async () => {
    await succeed(
      sandbox,
      "mkdir -p c && printf 'FROM busybox:1.35\\nRUN echo y > /second\\n' > c/Dockerfile && docker build -q -t built:1 c",
    );
    await succeed(
      sandbox,
      'docker run --name made busybox:1.35 touch /first && docker commit made committed:1 && docker rm made',
    );
    const sizes =
      'docker history --human=false --format {{.Size}} built:1 | head -1; docker history --format {{.Size}} committed:1 | head -1';
    expect(await succeed(sandbox, sizes)).toBe('2\n0B');
    await succeed(sandbox, 'docker rmi built:1 committed:1');
  });

  it('has volumes, published ports, and names on a network of its own', async () => {
    await succeed(sandbox, 'docker run --rm -v kept:/v busybox:1.35 sh -c "echo z > /v/f"');
    expect(await succeed(sandbox, 'docker run --rm -v kept:/v busybox:1.35 cat /v/f')).toBe('z');
    await succeed(
      sandbox,
      'docker run -d --name web -p 8091:80 busybox:1.35 sh -c "echo ok > /i; httpd -f -h /"',
    );
    expect(await succeed(sandbox, 'curl -s --retry 5 --retry-connrefused localhost:8091/i')).toBe('ok');
    await succeed(sandbox, 'docker network create n && docker run -d --name cache --network n redis:7.0');
    expect(
      await succeed(
        sandbox,
        'for i in 1 2 3 4 5; do docker run --rm --network n redis:7.0 redis-cli -h cache ping && break; done',
      ),
    ).toBe('PONG');
    await succeed(sandbox, 'docker rm -fv web cache && docker network rm n && docker volume rm kept');
  });

  it('executes in a running container, and stops it in good order', async () => {
    await succeed(sandbox, 'docker run -d --name daemon redis:7.0');
    expect(await succeed(sandbox, 'docker exec daemon id -un')).toBe('root');
    await succeed(sandbox, 'until docker exec daemon redis-cli ping; do :; done');
    await succeed(sandbox, 'docker stop daemon');
    expect(await succeed(sandbox, 'docker inspect -f {{.State.ExitCode}} daemon; docker rm -v daemon')).toBe(
      '0\ndaemon',
    );
  });
});

describe('the learner engine, asked from outside', () => {
  it('tells version, images, history and layers', async () => {
    expect(await engine.version()).toMatchObject({ apiVersion: '1.45' });
    const tags = (await engine.images()).flatMap((image) => image.tags).sort();
    expect(tags).toEqual(courseImages.map(({ name }) => name).sort());
    const redis = await engine.image('redis:7.0');
    expect(redis?.config).toMatchObject({
      cmd: ['redis-server'],
      entrypoint: ['docker-entrypoint.sh'],
      exposedPorts: ['6379/tcp'],
      volumes: ['/data'],
      workingDir: '/data',
    });
    const debian = await engine.image('debian:bookworm-slim');
    expect(redis?.layers.length).toBeGreaterThan(debian?.layers.length ?? 0);
    expect(redis?.layers.slice(0, 1)).toEqual(debian?.layers);
    expect(redis?.topLayerDir).toMatch(/^\/var\/lib\/docker\/overlay2\/[^/]+\/diff$/);
    expect((await engine.history('redis:7.0'))?.[0]?.createdBy).toContain('redis-server');
  });

  it('answers undefined for what is not there', async () => {
    expect(await engine.image('nothing:here')).toBeUndefined();
    expect(await engine.history('nothing:here')).toBeUndefined();
    expect(await engine.container('nobody')).toBeUndefined();
    expect(await engine.changes('nobody')).toBeUndefined();
  });

  it('tells containers and what they changed, and its events in order', async () => {
    const since = `${Date.now()}000000`;
    await succeed(sandbox, 'docker run --name ran busybox:1.35 sh -c "echo > /new; rm /etc/group"');
    expect(await engine.containers()).toMatchObject([
      { names: ['ran'], state: 'exited', image: 'busybox:1.35' },
    ]);
    expect(await engine.container('ran')).toMatchObject({
      name: 'ran',
      running: false,
      exitCode: 0,
      tty: false,
    });
    expect(await engine.changes('ran')).toEqual(
      expect.arrayContaining([
        { kind: 'added', path: '/new' },
        { kind: 'deleted', path: '/etc/group' },
      ]),
    );
    await succeed(sandbox, 'docker rm ran');
    const seen: string[] = [];
    const ending = new AbortController();
    for await (const event of engine.events({ sinceNano: since, signal: ending.signal })) {
      expect(event.timeNano).toMatch(/^\d{19}$/);
      if (event.type === 'container') seen.push(event.action);
      if (event.action === 'destroy') ending.abort();
    }
    expect(seen).toEqual(expect.arrayContaining(['create', 'start', 'die', 'destroy']));
    expect(seen.indexOf('create')).toBeLessThan(seen.indexOf('destroy'));
  });

  it('answers many questions at once over few connections', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => engine.image('redis:7.0')));
    expect(new Set(answers.map((image) => image?.id)).size).toBe(1);
  });

  it('is refused when it answers too much or nonsense', async () => {
    // The learner has root in the sandbox and may put anything behind the socket.
    const other = await (await useEngine()).engine.create(newSession());
    const client = openLearnerEngine(other);
    const impostor = (script: string) =>
      succeed(
        other,
        `rm -f /run/drydock/engine.sock; (setsid socat UNIX-LISTEN:/run/drydock/engine.sock,fork SYSTEM:'${script}' >/dev/null 2>&1 &) ; until [ -S /run/drydock/engine.sock ]; do sleep 0.05; done`,
        'engine-root',
      );
    await impostor('printf "HTTP/1.1 200 OK\\r\\n\\r\\n"; yes');
    await expect(client.images()).rejects.toMatchObject({
      name: 'SandboxError',
      code: 'learner-engine-failed',
    });
    await other.remove();
    await client[Symbol.asyncDispose]();
  });
});
