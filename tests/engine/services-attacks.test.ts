import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Dockerode from 'dockerode';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openExec } from '../../sandbox/engine/docker/exec-stream.ts';
import type { Sandbox } from '../../sandbox/engine/port.ts';
import { ensureService, removeServices } from '../../sandbox/engine/services/service-containers.ts';
import { containerNameOf, volumesOf } from '../../sandbox/engine/services/service-names.ts';
import { ensureServicesVolumes } from '../../sandbox/engine/services/services.ts';
import { endEngine, hostDocker, testSurroundings, useEngine } from '../support/engine.ts';
import { newSession, readAll, run, succeed } from '../support/sandbox.ts';

/** A server of the machine itself, on its loopback address, as the course's own server is. */
async function serve(answer: (path: string) => { status: number; location?: string; body?: string }) {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    hits.push(request.url ?? '');
    const { status, location, body } = answer(request.url ?? '');
    response.writeHead(status, { 'content-type': 'text/plain', ...(location !== undefined && { location }) });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on TCP
  return { hits, port, [Symbol.dispose]: () => void server.close() };
}

let sandbox: Sandbox;
let docker: Dockerode;
const { signal } = new AbortController();
const attacked = `${testSurroundings.instance}-attacked`;

beforeAll(async () => {
  sandbox = await (await useEngine()).engine.create(newSession());
  docker = hostDocker();
});
afterAll(async () => {
  await removeServices(docker, attacked);
  for (const name of Object.values(volumesOf(attacked))) {
    await docker.getVolume(name).remove({ force: true });
  }
  await endEngine();
});

/** The status that curl sees, or what it says where there is none. */
const ask = async (options: string) => {
  const { stdout, stderr } = await run(sandbox, `curl -sS -m 20 -o /dev/null -w '%{http_code}' ${options}`);
  return `${stdout} ${stderr}`.trim();
};
const cache = 'http://172.17.0.1:53142';

describe('the package cache', () => {
  it('gives what it is there for (positive control)', async () => {
    expect(await ask(`${cache}/debian/dists/bookworm/InRelease`)).toBe('200');
    expect(await ask(`-x ${cache} http://deb.debian.org/debian/dists/bookworm/InRelease`)).toBe('200');
  });

  it('reaches nothing of the machine, however it is asked', async () => {
    using own = await serve(() => ({ status: 200, body: 'secret' }));
    const target = `127.0.0.1:${own.port}`;
    expect(await (await fetch(`http://${target}/control`)).text()).toBe('secret');
    const answers = await Promise.all([
      ask(`-x ${cache} http://${target}/debian/x`),
      ask(`-x ${cache} http://localhost:${own.port}/debian/x`),
      ask(`-x ${cache} http://0x7f000001:${own.port}/debian/x`),
      ask(`-x ${cache} 'http://[::1]:${own.port}/debian/x'`),
      ask(`-p -x ${cache} http://${target}/x`),
      ask(`-p -x ${cache} http://deb.debian.org:443/x`),
      ask(`${cache}/${target}/debian/x`),
      ask(`--path-as-is ${cache}/debian/../../${target}/x`),
      ask(`--path-as-is '${cache}/debian//${target}/x'`),
      ask(`-H 'Host: ${target}' ${cache}/x`),
      ask(`-H 'Host: ${target}' ${cache}/debian/x`),
      ask(`-x ${cache} 'http://deb.debian.org@${target}/debian/x'`),
      ask(`-x ${cache} http://deb.debian.org:${own.port}/debian/x`),
      ask(`${cache}/HTTPS///${target}/x`),
    ]);
    expect(own.hits).toEqual(['/control']);
    for (const answer of answers) expect(answer).not.toMatch(/^200/);
  });

  it.each(['10.0.0.1', '172.16.0.1', '192.168.0.1', '169.254.169.254', 'example.com'])(
    'refuses %s by itself: it has no network to try it on',
    async (host) => {
      expect(await ask(`-x ${cache} http://${host}/debian/x`)).toBe('403');
      expect(await ask(`-p -x ${cache} http://${host}/`)).toContain('response 403');
      const { NetworkSettings } = await docker
        .getContainer(containerNameOf(testSurroundings.instance, 'packages'))
        .inspect();
      expect(Object.keys(NetworkSettings.Networks)).toEqual(['none']);
    },
  );

  it('shows no page of its own that tells or changes anything', async () => {
    for (const page of [
      'acng-report.html',
      'acng-report.html?doExpire=x',
      '_acng',
      'debian/../../etc/passwd',
    ]) {
      expect(await ask(`--path-as-is '${cache}/${page}'`), page).not.toMatch(/^200/);
    }
  });

  it('does not follow a mirror that sends it elsewhere', async () => {
    using own = await serve(() => ({ status: 200, body: 'secret' }));
    using mirror = await serve((path) =>
      path.endsWith('/plain.deb')
        ? { status: 200, body: 'a package' }
        : { status: 302, location: `http://127.0.0.1:${own.port}/debian/stolen.deb` },
    );
    const address = new URL(`http://127.0.0.1:${mirror.port}/debian`);
    await ensureServicesVolumes(docker, attacked);
    const { Image: imageId } = await docker
      .getContainer(containerNameOf(testSurroundings.instance, 'packages'))
      .inspect();
    const surroundings = { instance: attacked, imageId, registryVolume: '' };
    for (const name of ['gate', 'packages'] as const) {
      const upstream = { debian: address, security: address };
      await ensureService(docker, name, { ...surroundings, upstream }, signal);
    }
    const get = async (file: string) => {
      const container = docker.getContainer(containerNameOf(attacked, 'packages'));
      const url = `http://deb.debian.org/debian/pool/${file}`;
      const argv = ['curl', '-s', '-m', '20', '--unix-socket', '/services/packages.sock', url];
      const exec = await openExec(container, { argv });
      exec.stdin.end();
      exec.stderr.resume();
      return readAll(exec.stdout);
    };
    expect(await get('plain.deb')).toBe('a package');
    expect(await get('elsewhere.deb')).not.toContain('secret');
    expect(mirror.hits.some((path) => path.endsWith('/elsewhere.deb'))).toBe(true);
    expect(own.hits).toEqual([]);
  });
});

describe('the hub', () => {
  const proxy = 'http://127.0.0.1:55443';

  it('opens a tunnel to itself and to nothing else', async () => {
    using own = await serve(() => ({ status: 200, body: 'secret' }));
    expect(
      await ask(`-p -x ${proxy} --cacert /services/ca.crt https://index.docker.io/v1/search?q=redis`),
    ).toBe('200');
    expect(await ask(`-p -x ${proxy} http://127.0.0.1:${own.port}/`)).toMatch(/403/);
    expect(await ask(`-x ${proxy} http://127.0.0.1:${own.port}/`)).toBe('403');
    expect(await ask(`-p -x ${proxy} https://example.com/`)).toMatch(/403/);
    expect(own.hits).toEqual([]);
  });

  it('lives through garbage', async () => {
    const send = (bytes: string) => run(sandbox, `printf '${bytes}' | socat -t2 - TCP:127.0.0.1:55443`);
    await send('\\000\\001garbage\\r\\n\\r\\n');
    await send('CONNECT index.docker.io:443 HTTP/1.1\\r\\n\\r\\nno TLS at all');
    await send('GET http://[ HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n');
    const long = "head -c 200000 /dev/zero | tr '\\\\0' a";
    await run(sandbox, `{ printf 'GET /'; ${long}; } | socat -t2 - TCP:127.0.0.1:55443`);
    expect(await succeed(sandbox, 'docker search --limit 1 redis')).toContain('redis');
    const { RestartCount } = await docker
      .getContainer(containerNameOf(testSurroundings.instance, 'hub'))
      .inspect();
    expect(RestartCount).toBe(0);
  });
});
