import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  ask,
  askRaw,
  errorCode,
  lessonPath,
  startTestServer,
  type TestServer,
  token,
} from './support/server.ts';
import { TerminalClient } from './support/terminal-client.ts';
import { until } from './support/until.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(() => {
  server.runner.calls.length = 0;
});

const post = (path: string, headers: Record<string, string>, body = '{}') =>
  ask(server, path, { method: 'POST', headers, body });

test('the launch address becomes a cookie and a clean address', async () => {
  const reply = await ask(server, `/launch?token=${token}`);
  expect(reply.status).toBe(303);
  expect(reply.headers.location).toBe('/');
  expect(reply.headers['cache-control']).toBe('no-store');
  expect(reply.headers['referrer-policy']).toBe('no-referrer');
  const [cookie = ''] = reply.headers['set-cookie'] ?? [];
  expect(cookie).toMatch(/^drydock-test=[\w-]{43}; Max-Age=31536000; Path=\/; HttpOnly; SameSite=Strict$/);
  expect(cookie).not.toContain(token);
  const signedIn = await ask(server, '/api/progress', { headers: { cookie: cookie.split(';')[0] ?? '' } });
  expect(signedIn.status).toBe(200);
});

test.each([
  ['a wrong token', `?token=${token.slice(0, -1)}x`],
  ['half a token', `?token=${token.slice(0, -1)}`],
  ['a longer token', `?token=${token}a`],
  ['no token', ''],
  ['an empty token', '?token='],
  ['two tokens', `?token=${token}&token=${token}`],
  ['a giant token', `?token=${'a'.repeat(5_000)}`],
  ['an object for a token', `?token[x]=${token}`],
])('%s signs nobody in, and says where the right one is', async (_name, query) => {
  const reply = await ask(server, `/launch${query}`, {
    headers: { accept: 'text/html', 'accept-language': 'en' },
  });
  expect(reply.status).toBe(401);
  expect(reply.headers['set-cookie']).toBeUndefined();
  expect(reply.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(reply.text).toContain('that <code>npm start</code> printed in its terminal');
});

test('a visit by an old launch address does not sign anybody out', async () => {
  const reply = await ask(server, '/launch?token=old', { headers: { cookie: server.cookie } });
  expect([reply.status, reply.headers.location]).toEqual([303, '/']);
});

test('pages are for everybody on this machine', async () => {
  for (const path of ['/', '/lessons/layers/commit', '/api/health', '/api/images', '/api/openapi.json']) {
    expect((await ask(server, path)).status, path).toBe(200);
  }
});

const guarded: [string, string][] = [
  ['GET', '/api/session'],
  ['POST', '/api/session'],
  ['POST', '/api/session/reset'],
  ['GET', '/api/progress'],
  ['GET', '/api/events'],
  ['POST', `${lessonPath}/open`],
  ['POST', `${lessonPath}/restart`],
  ['POST', `${lessonPath}/steps/first/check`],
  ['GET', `${lessonPath}/steps/first/hints/0`],
  ['GET', `${lessonPath}/steps/first/solution`],
];

test.each(guarded)('%s %s needs a sign-in', async (method, path) => {
  const { cookie: _, ...headers } = server.headers;
  const wrong = `${server.signIn.cookieName}=${'a'.repeat(43)}`;
  for (const cookie of [
    undefined,
    wrong,
    `other=${server.signIn.cookieValue}`,
    server.cookie.toUpperCase(),
  ]) {
    const reply = await ask(server, path, {
      method,
      headers: { ...headers, ...(cookie && { cookie }) },
      ...(method === 'POST' && { body: '{}' }),
    });
    expect(reply.status).toBe(401);
    expect(errorCode(reply)).toBe('not-signed-in');
  }
  expect(server.runner.calls).toEqual([]);
});

test.each([
  ['an encoded slash', '/api%2Fprogress'],
  ['an encoded letter', '/%61pi/progress'],
  ['two slashes', '//api/progress'],
  ['a detour', '/x/../api/progress'],
  ['an encoded detour', '/x/%2e%2e/api/progress'],
  ['capital letters', '/API/progress'],
  ['a semicolon', '/api/health;/../progress'],
  ['a health that is none', '/api/health/../progress'],
  ['an absolute address', 'http://127.0.0.1/api/progress'],
  ['a backslash', '/\\api\\progress'],
])('%s is no way around the sign-in', async (_name, path) => {
  const reply = await askRaw(
    server,
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: close\r\n\r\n`,
  );
  expect(reply).not.toContain('"steps"');
  expect(reply).toMatch(/^HTTP\/1\.1 (400|401|404) /);
});

test.each([
  'evil.example',
  'evil.example:PORT',
  '127.0.0.1',
  'localhost',
  '127.0.0.1:1',
  '127.0.0.1.nip.io:PORT',
  '0.0.0.0:PORT',
])('refuses the host %s on every address (DNS rebinding)', async (template) => {
  const host = template.replace('PORT', String(server.port));
  for (const path of ['/', '/api/health', '/api/progress', `/launch?token=${token}`]) {
    const reply = await ask(server, path, { headers: { host, cookie: server.cookie } });
    expect(reply.status, path).toBe(421);
    expect(errorCode(reply)).toBe('forbidden-host');
    expect(reply.headers['set-cookie']).toBeUndefined();
  }
});

test.each(['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]'])('answers to %s', async (name) => {
  const reply = await ask(server, '/api/progress', {
    headers: { host: `${name}:${server.port}`, cookie: server.cookie },
  });
  expect(reply.status).toBe(200);
});

test.each([
  ['no host', ''],
  ['two hosts', 'Host: 127.0.0.1:PORT\r\nHost: evil.example\r\n'],
  ['two hosts, ours last', 'Host: evil.example\r\nHost: 127.0.0.1:PORT\r\n'],
])('refuses %s', async (_name, template) => {
  const host = template.replaceAll('PORT', String(server.port));
  for (const version of ['1.0', '1.1']) {
    const reply = await askRaw(server, `GET /api/health HTTP/${version}\r\n${host}Connection: close\r\n\r\n`);
    expect(reply).toMatch(/^HTTP\/1\.1 (400|421) /);
  }
});

const foreign = [
  'null',
  'http://evil.example',
  'https://127.0.0.1:PORT',
  'http://127.0.0.1:1',
  'http://localhost:PORT',
  'http://127.0.0.1',
  '',
];

test.each([...foreign, undefined])('refuses writes of origin %s', async (template) => {
  const { origin: _, ...headers } = server.headers;
  const origin = template?.replace('PORT', String(server.port));
  for (const path of ['/api/session', '/api/session/reset', `${lessonPath}/open`]) {
    const reply = await post(path, { ...headers, ...(origin !== undefined && { origin }) });
    expect(reply.status).toBe(403);
    expect(errorCode(reply)).toBe('forbidden-origin');
  }
  expect(server.runner.calls).toEqual([]);
  expect(server.sessions.current().state).toBe('none');
});

test.each(foreign)('tells nothing of the API to a page of origin %s', async (template) => {
  const origin = template.replace('PORT', String(server.port));
  const reply = await ask(server, '/api/progress', { headers: { cookie: server.cookie, origin } });
  expect(errorCode(reply)).toBe('forbidden-origin');
  expect(reply.headers['access-control-allow-origin']).toBeUndefined();
});

test.each(['cross-site', 'same-site'])(
  'refuses the API to a %s page, which sends our cookie along',
  async (site) => {
    const headers = { ...server.headers, 'sec-fetch-site': site };
    expect(errorCode(await ask(server, '/api/progress', { headers }))).toBe('forbidden-origin');
    expect(errorCode(await post('/api/session', headers))).toBe('forbidden-origin');
    // A link to a page is a link.
    expect((await ask(server, '/', { headers: { 'sec-fetch-site': site } })).status).toBe(200);
  },
);

test('answers no preflight', async () => {
  const { 'content-type': _, ...headers } = server.headers;
  const reply = await ask(server, '/api/session', {
    method: 'OPTIONS',
    headers: { ...headers, 'access-control-request-method': 'POST' },
  });
  expect(reply.status).toBe(404);
  expect(reply.headers['access-control-allow-origin']).toBeUndefined();
});

test.each([...foreign, undefined])('refuses sockets of origin %s at their handshake', async (template) => {
  const origin = template?.replace('PORT', String(server.port));
  const status = await handshake({ cookie: server.cookie, ...(origin !== undefined && { origin }) });
  expect(status).toBe(403);
});

test('refuses sockets of a foreign host, and where no socket is', async () => {
  const { cookie, origin = '' } = server.headers;
  expect(await handshake({ cookie: cookie ?? '', origin: 'http://evil.example', host: 'evil.example' })).toBe(
    421,
  );
  for (const path of ['/api/events', '/', '/api/terminals/a/b', `/launch?token=${token}`, '/nothing']) {
    expect(await handshake({ cookie: cookie ?? '', origin }, path)).toBe(404);
  }
  expect(await handshake({ cookie: cookie ?? '', origin }, '/%')).toBe(400);
  // None of them is still there.
  const count = promisify(server.app.server.getConnections.bind(server.app.server));
  await until(async () => (await count()) === 0);
});

test('a socket without a sign-in is told so', async () => {
  const client = new TerminalClient(`ws://127.0.0.1:${server.port}/api/terminals/main`, {
    headers: { origin: server.url },
  });
  expect(await client.end()).toEqual({ code: 4401, error: 'not-signed-in' });
});

test('the address of a terminal is no page', async () => {
  const reply = await ask(server, '/api/terminals/main', { headers: server.headers });
  expect(errorCode(reply)).toBe('not-found');
});

test('GET changes nothing', async () => {
  for (const path of ['/api/session/reset', `${lessonPath}/open`, `${lessonPath}/steps/first/check`]) {
    expect((await ask(server, path, { headers: server.headers })).status).toBe(404);
  }
  await ask(server, '/api/session', { headers: server.headers });
  expect(server.sessions.current().state).toBe('none');
  expect(server.runner.calls).toEqual([]);
});

test('a stranger who knocks does not lock the learner out', async () => {
  await using busy = await startTestServer();
  const { cookie: _, ...stranger } = busy.headers;
  const replies = await Promise.all(
    Array.from({ length: 130 }, () => ask(busy, `/launch?token=guess`, { headers: stranger })),
  );
  expect(replies.some((reply) => reply.status === 429)).toBe(true);
  const limited = await ask(busy, '/launch?token=guess', { headers: stranger });
  expect(errorCode(limited)).toBe('too-many-requests');
  expect(Number(limited.headers['retry-after'])).toBeGreaterThan(0);
  expect((await ask(busy, '/api/progress', { headers: busy.headers })).status).toBe(200);
  expect((await ask(busy, '/api/health')).status).toBe(200);
  expect((await ask(busy, '/')).status).toBe(200);
});

test('a page gone wild is slowed down', async () => {
  await using busy = await startTestServer();
  const seen = new Set<number>();
  for (let round = 0; round < 7; round += 1) {
    const asked = Array.from({ length: 100 }, () => ask(busy, '/api/progress', { headers: busy.headers }));
    for (const reply of await Promise.all(asked)) seen.add(reply.status);
  }
  expect([...seen]).toEqual([200, 429]);
});

test('behind a proxy, its address is ours', async () => {
  await using proxied = await startTestServer({ publicUrl: new URL('https://course.example') });
  const headers = { ...proxied.headers, host: 'course.example', origin: 'https://course.example' };
  expect((await ask(proxied, '/api/session', { method: 'POST', headers, body: '{}' })).status).toBe(202);
  const plain = { ...headers, origin: 'http://course.example' };
  expect((await ask(proxied, '/api/session', { method: 'POST', headers: plain, body: '{}' })).status).toBe(
    403,
  );
  const launch = await ask(proxied, `/launch?token=${token}`, { headers: { host: 'course.example' } });
  expect(launch.headers['set-cookie']?.[0]).toContain('; Secure');
});

/** The status with which a handshake was answered; 101 when it succeeded. */
async function handshake(headers: Record<string, string>, path = '/api/terminals/main'): Promise<number> {
  const client = new TerminalClient(`ws://127.0.0.1:${server.port}${path}`, { headers });
  let status: number | undefined;
  client.socket.on('unexpected-response', (_request, response) => {
    status = response.statusCode;
    client.socket.terminate();
  });
  client.socket.on('open', () => {
    status = 101;
    client.socket.terminate();
  });
  return await until(() => status);
}
