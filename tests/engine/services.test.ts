import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../sandbox/engine/port.ts';
import { containerNameOf, serviceNames, volumesOf } from '../../sandbox/engine/services/service-names.ts';
import { endEngine, hostDocker, testSurroundings, useEngine } from '../support/engine.ts';
import { newSession, run, succeed } from '../support/sandbox.ts';

const { instance } = testSurroundings;
let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await (await useEngine()).engine.create(newSession());
});
afterAll(endEngine);

const complaint = async (command: string) => {
  const { code, stderr, stdout } = await run(sandbox, command);
  expect(code, `${command}: ${stdout}`).not.toBe(0);
  return stderr.trim();
};

describe('the course services, as the host engine sees them', () => {
  it.each(serviceNames)('%s is nobody, has no capability and a read-only root', async (name) => {
    const { Config, HostConfig, Mounts } = await hostDocker()
      .getContainer(containerNameOf(instance, name))
      .inspect();
    expect(Config.User).toMatch(/^69000[1-4]:69000[1-4]$/);
    expect(HostConfig.CapDrop).toEqual(['ALL']);
    expect(HostConfig.CapAdd ?? []).toEqual([]);
    expect(HostConfig.SecurityOpt).toContain('no-new-privileges');
    expect(HostConfig.ReadonlyRootfs).toBe(true);
    expect(HostConfig.NetworkMode).toBe(name === 'gate' ? 'host' : 'none');
    expect(HostConfig.Binds ?? []).toEqual([]);
    expect(Mounts.every(({ Type }) => Type === 'volume')).toBe(true);
  });

  it('give sandboxes their sockets to use and not to change', async () => {
    const { sockets } = volumesOf(instance);
    const { Mounts } = await hostDocker().getContainer(`drydock-${instance}-${sandbox.session}`).inspect();
    const mount = Mounts.find(({ Destination }) => Destination === '/services');
    expect(mount).toMatchObject({ Name: sockets, RW: false });
    expect((await run(sandbox, 'rm /services/mirror.sock', 'engine-root')).code).not.toBe(0);
    expect(await succeed(sandbox, 'ls /services')).toBe('ca.crt\nhub.sock\nmirror.sock\npackages.sock');
  });

  it('leave the ports to lessons', async () => {
    const listening = await succeed(
      sandbox,
      "ss -Hltn | awk '{print $4}' | sed 's/.*://' | sort -un | paste -sd' '",
    );
    expect(listening).toBe('53 53142 55000 55443');
  });
});

describe('docker pull', () => {
  it('brings back an image that was removed, layers, event and digest', async () => {
    await succeed(sandbox, 'docker rmi -f redis:7.0 debian:bookworm-slim && docker image prune -af');
    const since = await succeed(sandbox, 'date +%s');
    const said = await succeed(sandbox, 'docker pull redis:7.0');
    expect(said).toContain('Pull complete');
    expect(said).toContain('Status: Downloaded newer image for redis:7.0');
    const digest = await succeed(sandbox, "docker image inspect -f '{{json .RepoDigests}}' redis:7.0");
    expect(digest).toMatch(/^\["redis@sha256:[0-9a-f]{64}"\]$/);
    // The second that is going on is not over: `--until` now would leave its events out.
    const until = '"$(($(date +%s) + 1))"';
    const events = `docker events --since ${since} --until ${until} --filter event=pull --format '{{.Actor.ID}}'`;
    expect(await succeed(sandbox, events)).toContain('redis:7.0');
    expect(await succeed(sandbox, 'docker run --rm redis:7.0 redis-server --version')).toContain('v=7.0');
  });

  it('says that an image of the course will come while there is no mirror', async () => {
    const mirror = hostDocker().getContainer(containerNameOf(instance, 'mirror'));
    await succeed(sandbox, 'docker rmi -f redis:7.0');
    await mirror.stop({ t: 1 });
    try {
      expect(await complaint('docker pull redis:7.0')).toContain(
        'packed for docker pull: try again in a minute',
      );
    } finally {
      await mirror.start();
    }
    const patiently = 'for try in 1 2 3 4 5 6; do docker pull -q redis:7.0 && exit; sleep 1; done; exit 1';
    await succeed(sandbox, patiently);
  });

  it('finds the base of a build', async () => {
    await succeed(sandbox, 'docker rmi -f busybox:1.35');
    await succeed(sandbox, "printf 'FROM busybox:1.35\\nRUN true\\n' | docker build -t based -");
  });

  it('says what Docker Hub says of a tag that is not there', async () => {
    expect(await complaint('docker pull redis')).toBe(
      'Error response from daemon: manifest for redis:latest not found: manifest unknown: manifest unknown',
    );
  });

  it('says what Docker Hub says of a name that is not there', async () => {
    const denied =
      "pull access denied for nothere, repository does not exist or may require 'docker login': denied: requested access to the resource is denied";
    expect(await complaint('docker pull nothere')).toBe(`Error response from daemon: ${denied}`);
    expect(await complaint('docker run --rm nothere')).toContain(denied);
    const build = await complaint("printf 'FROM nothere\\n' | docker build -");
    expect(build).toContain('pull access denied, repository does not exist or may require authorization');
  });
});

describe('accounts', () => {
  it('do not exist: login and push are refused in words', async () => {
    expect(await complaint('docker login -u me -p secret')).toContain(
      'unauthorized: incorrect username or password',
    );
    await succeed(sandbox, 'docker tag redis:7.0 me/redis:1');
    expect(await complaint('docker push me/redis:1')).toContain(
      'denied: requested access to the resource is denied',
    );
  });

  it('do not open the mirror either: it is read-only, whoever asks', async () => {
    const upload =
      'curl -s -o /dev/null -w "%{http_code}" -X POST http://127.0.0.1:55000/v2/library/x/blobs/uploads/';
    expect(await succeed(sandbox, upload)).toBe('405');
  });
});

describe('docker search', () => {
  const search = (options: string) =>
    succeed(sandbox, `docker search --format '{{.Name}} {{.IsOfficial}} {{.StarCount}}' ${options}`);

  it('shows the official image first, marked, and look-alikes that are not', async () => {
    const table = await succeed(sandbox, 'docker search redis');
    expect(table.split('\n')[0]).toMatch(/^NAME +DESCRIPTION +STARS +OFFICIAL$/);
    expect(table).toMatch(/^redis +.* \[OK\]$/m);
    expect(table).toMatch(/^bitnami\/redis +.* \d+ *$/m);
  });

  it('obeys --limit and filters', async () => {
    expect((await search('--limit 2 redis')).split('\n')).toHaveLength(2);
    expect(await search('--filter is-official=true redis')).toMatch(/^redis \[OK\] \d+$|^redis true \d+$/);
    expect(await search('--filter stars=10000 nginx')).toMatch(/^nginx \S+ \d+$/);
    expect(await search('redis:7.0')).toBe('');
  });

  it('is vouched for by a CA that only the learner engine trusts, for docker.io alone', async () => {
    const text = await succeed(sandbox, 'openssl x509 -in /services/ca.crt -noout -text');
    expect(text).toMatch(/Name Constraints: critical\s+Permitted:\s+DNS:docker\.io/);
    const ask = 'curl -sS -o /dev/null -w "%{http_code}" --proxy http://127.0.0.1:55443';
    const address = "'https://index.docker.io/v1/search?q=redis'";
    expect(await complaint(`${ask} ${address}`)).toContain('certificate');
    expect(await succeed(sandbox, `${ask} --cacert /services/ca.crt ${address}`)).toContain('200');
  });
});

const dockerfile = (packages: string) =>
  `printf 'FROM debian:bookworm-slim\\nRUN apt-get update && apt-get install -y --no-install-recommends ${packages}\\n'`;

describe('packages', () => {
  beforeAll(async () => {
    await succeed(sandbox, 'docker pull -q debian:bookworm-slim');
  });

  it('install in a build, by BuildKit and by the classic builder', async () => {
    await succeed(sandbox, `${dockerfile('tree')} | docker build -t with-tree -`);
    expect(await succeed(sandbox, 'docker run --rm with-tree tree --version')).toContain('tree v');
    await succeed(sandbox, `${dockerfile('file')} | DOCKER_BUILDKIT=0 docker build -t with-file -`);
    expect(await succeed(sandbox, 'docker run --rm with-file file --version')).toContain('file-');
  }, 900_000);

  it('install in a container, on the default network and on one of its own', async () => {
    const install =
      'sh -c "apt-get update && apt-get install -y --no-install-recommends tree && tree --version"';
    expect(await succeed(sandbox, `docker run --rm debian:bookworm-slim ${install}`)).toContain('tree v');
    await succeed(sandbox, 'docker network create own');
    expect(await succeed(sandbox, `docker run --rm --network own debian:bookworm-slim ${install}`)).toContain(
      'tree v',
    );
  }, 900_000);

  it('come from the cache when they were asked for before, also without a way out', async () => {
    const gate = hostDocker().getContainer(containerNameOf(instance, 'gate'));
    await gate.stop({ t: 1 });
    try {
      const status = (path: string) =>
        succeed(sandbox, `curl -s -o /dev/null -w '%{http_code}' http://172.17.0.1:53142/debian/${path}`);
      expect(await status('pool/main/t/tree/tree_2.1.0-1_amd64.deb')).toBe('200');
      expect(await status('pool/main/f/figlet/figlet_2.2.5-3+b1_amd64.deb')).toBe('503');
    } finally {
      await gate.start();
    }
  }, 900_000);

  it('leave the environment of containers and the history of images alone', async () => {
    expect(await succeed(sandbox, 'docker run --rm debian:bookworm-slim env')).not.toMatch(/proxy/i);
    expect(await succeed(sandbox, 'docker history --no-trunc with-tree')).not.toMatch(/proxy/i);
  });
});

describe('a name that does not exist', () => {
  it.each(['bridge', 'own'])('is refused at once on the network %s', async (network) => {
    const look = `docker run --rm --network ${network} busybox:1.35 nslookup nowhere.example`;
    expect((await run(sandbox, `docker network create own; ${look}`)).stdout).toContain('NXDOMAIN');
  });
});
