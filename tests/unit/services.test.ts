import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { courseImages } from '../../content/images.ts';
import { searchIndex, searchIndexDate } from '../../content/search-index.ts';
import {
  debianMirror,
  gateAddress,
  mirrorIn,
  plainAddress,
} from '../../sandbox/engine/services/debian-mirror.ts';
import { answerRegistry, answerToken } from '../../sandbox/image/services/registry-answers.ts';
import { searchIndex as search } from '../../sandbox/image/services/search.ts';

const find = (query: string, limit?: number) => search(searchIndex, { query, limit });
const namesOf = (query: string, limit?: number) => find(query, limit).results.map(({ name }) => name);

describe('the search index', () => {
  it('has every image of the course as an official one, under its own name', () => {
    const official = searchIndex.filter(({ isOfficial }) => isOfficial).map(({ name }) => name);
    for (const { name } of courseImages) expect(official).toContain(name.split(':')[0]);
  });

  it('says of which day it is', () => {
    expect(searchIndexDate).toMatch(/^20\d\d-\d\d-\d\d$/);
  });

  it('lists no repository twice, and official ones have no owner in their name', () => {
    expect(new Set(searchIndex.map(({ name }) => name)).size).toBe(searchIndex.length);
    for (const { name, isOfficial } of searchIndex) expect(name.includes('/')).toBe(!isOfficial);
  });

  it('finds the exact name first, then by stars, the look-alikes among them', () => {
    const names = namesOf('redis');
    expect(names[0]).toBe('redis');
    expect(names).toContain('bitnami/redis');
    const stars = find('redis')
      .results.slice(1)
      .map(({ star_count }) => star_count);
    expect(stars).toEqual([...stars].sort((a, b) => b - a));
  });

  it('finds words of a description, in any case, and all of them together', () => {
    expect(namesOf('DEBIAN-based')).toEqual(['ubuntu']);
    expect(namesOf('redis graphical')).toEqual(['redis/redisinsight']);
  });

  it('knows no tags: redis:7.0 is no name of a repository', () => {
    expect(find('redis:7.0')).toMatchObject({ num_results: 0, results: [], query: 'redis:7.0' });
  });

  it('gives as many as were asked for, and 25 or 100 where that makes no sense', () => {
    expect(namesOf('e', 3)).toHaveLength(3);
    expect(find('e', 0).page_size).toBe(25);
    expect(find('e', Number.NaN).page_size).toBe(25);
    expect(find('e', 1_000_000).page_size).toBe(100);
    expect(find('x'.repeat(10_000)).query).toHaveLength(200);
  });
});

describe('the registry behind the mirror', () => {
  const known = { repositories: new Set(['library/redis']), mirrored: new Set(['library/redis:7.0']) };
  const ask = (path: string, options: { method?: string; hasToken?: boolean } = {}) =>
    answerRegistry({ method: 'GET', hasToken: true, path, ...options }, known);

  it('asks everybody for a token first, and names where it is to be had', () => {
    const { status, headers } = ask('/v2/', { hasToken: false });
    expect(status).toBe(401);
    expect(headers['www-authenticate']).toBe(
      'Bearer realm="http://127.0.0.1:55443/token",service="registry.docker.io"',
    );
    expect(ask('/v2/library/redis/manifests/1', { hasToken: false }).headers['www-authenticate']).toContain(
      'scope="repository:library/redis:pull"',
    );
  });

  it('knows no tag of a repository that exists', () => {
    const { status, body } = ask('/v2/library/redis/manifests/latest');
    expect(status).toBe(404);
    expect(body).toEqual({
      errors: [{ code: 'MANIFEST_UNKNOWN', message: 'manifest unknown', detail: 'unknown tag=latest' }],
    });
  });

  it('says of an image that the mirror has that it will come', () => {
    const { status, body } = ask('/v2/library/redis/manifests/7.0');
    expect(status).toBe(429);
    expect(body).toMatchObject({ errors: [{ message: expect.stringContaining('try again in a minute') }] });
  });

  it('refuses what does not exist, and every push, as insufficient scope', () => {
    for (const answer of [
      ask('/v2/library/nothere/manifests/latest'),
      ask('/v2/library/redis/blobs/uploads', { method: 'POST' }),
    ]) {
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toContain('error="insufficient_scope"');
    }
  });

  it('cannot be made to write a header of its own by a name with quotes', () => {
    const { headers } = ask('/v2/a"b\\c/manifests/latest', { hasToken: false });
    expect(headers['www-authenticate']).toContain('scope="repository:abc:pull"');
  });

  it('gives a token to everybody but who comes with a password', () => {
    const now = new Date('2026-01-01T00:00:00Z');
    expect(answerToken({ hasPassword: false, now })).toMatchObject({ status: 200 });
    expect(answerToken({ hasPassword: true, now })).toMatchObject({
      status: 401,
      body: { details: 'incorrect username or password' },
    });
  });
});

describe("the machine's Debian mirror", () => {
  it('is read from lines and from stanzas, options and all', () => {
    const lines = mirrorIn(
      '# deb http://old/debian x\ndeb [arch=amd64] http://ftp.kr.debian.org/debian/ bookworm main',
    );
    expect(lines.debian.href).toBe('http://ftp.kr.debian.org/debian');
    const stanza = mirrorIn('Types: deb\nURIs: https://mirror.example/debian-security\nSuites: x');
    expect(stanza.security.href).toBe('https://mirror.example/debian-security');
  });

  it("is Debian's own where the machine is something else", async () => {
    const { debian, security } = mirrorIn('deb http://archive.ubuntu.com/ubuntu noble main');
    expect([debian.href, security.href]).toEqual([
      'http://deb.debian.org/debian',
      'http://security.debian.org/debian-security',
    ]);
    expect((await debianMirror('/nowhere')).debian.href).toBe('http://deb.debian.org/debian');
  });

  it('is looked for in every file of the machine', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'drydock-apt-'));
    try {
      await mkdir(join(folder, 'sources.list.d'));
      await writeFile(join(folder, 'sources.list.d', 'a.sources'), 'URIs: http://near.example:8080/debian\n');
      const { debian } = await debianMirror(folder);
      expect(gateAddress(debian)).toBe('TCP:near.example:8080,connect-timeout=8');
      expect(plainAddress(debian)).toBe('http://near.example:8080/debian');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('is reached by TLS where its address says so', () => {
    expect(gateAddress(new URL('https://mirror.example/debian'))).toMatch(
      /^OPENSSL:mirror\.example:443,.*verify=1.*commonname=mirror\.example/,
    );
  });

  it('is never one with a password in its address', () => {
    expect(mirrorIn('deb http://me:secret@mirror.example/debian x main').debian.host).toBe('deb.debian.org');
  });
});
