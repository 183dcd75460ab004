import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inlineScripts } from '../../sandbox/routes/inline-scripts.ts';
import { ask, askRaw, errorCode, pages, startTestServer, type TestServer } from './support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

test('serves a page with and without a slash, asked for anew each time', async () => {
  for (const path of ['/lessons/layers/commit', '/lessons/layers/commit/']) {
    const reply = await ask(server, path);
    expect([reply.status, reply.text]).toEqual([200, pages['lessons/layers/commit/index.html']]);
    expect(reply.headers['cache-control']).toBe('no-cache');
    const again = await ask(server, path, { headers: { 'if-none-match': String(reply.headers.etag) } });
    expect(again.status).toBe(304);
  }
});

test('hashed assets are kept for ever, others are asked for anew', async () => {
  const hashed = await ask(server, '/_astro/page.abc123.js');
  expect(hashed.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(hashed.headers['content-type']).toMatch(/javascript/);
  expect((await ask(server, '/favicon.svg')).headers['cache-control']).toBe('no-cache');
});

test.each([
  ['/nothing', '없어요'],
  ['/en/nothing', 'not here'],
  ['/en', 'english home'],
  ['/english', '없어요'],
  ['/.drydock-site', '없어요'],
  ['/lessons', '없어요'],
])('%s shows “%s”', async (path, text) => {
  const reply = await ask(server, path);
  expect(reply.text).toContain(text);
  expect(reply.status).toBe(text === 'english home' ? 200 : 404);
  expect(reply.headers['content-type']).toBe('text/html; charset=utf-8');
});

test.each([
  '/../app.ts',
  '/..%2fapp.ts',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/_astro/../../store.sqlite',
  '/..\\store.sqlite',
  '/%00',
  '/%',
  '/%c0%ae%c0%ae/etc/passwd',
])('%s leads nowhere', async (path) => {
  const reply = await askRaw(
    server,
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nConnection: close\r\n\r\n`,
  );
  expect(reply).toMatch(/^HTTP\/1\.1 40[0-9] /);
  expect(reply).not.toMatch(/root:|SQLite format/);
});

test('every answer says what a browser may do with it', async () => {
  const csp =
    `default-src 'none';script-src 'self' 'wasm-unsafe-eval' ${[hash('theme()'), hash('start()')].sort().join(' ')};` +
    "style-src 'self' 'unsafe-inline';img-src 'self' data:;font-src 'self';connect-src 'self';manifest-src 'self';" +
    "base-uri 'none';form-action 'none';frame-ancestors 'none'";
  for (const path of ['/', '/nothing', '/_astro/page.abc123.js', '/api/health', '/api/session', '/launch']) {
    const { headers } = await ask(server, path);
    expect(headers, path).toMatchObject({
      'content-security-policy': csp,
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('camera=(), '),
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect(headers['x-powered-by']).toBeUndefined();
  }
});

test('even what is no address gets no page of its own', async () => {
  const reply = await ask(server, '/%');
  expect([reply.status, errorCode(reply)]).toEqual([400, 'bad-request']);
  expect(reply.headers).toMatchObject({
    'content-security-policy': "default-src 'none'",
    'x-content-type-options': 'nosniff',
  });
});

test('finds inline scripts and leaves out data, however they are written', () => {
  const html = `<script src="/a.js"></script><SCRIPT>one</SCRIPT ><script type="application/json">{}</script>
    <script type=module>two</script><script\ndefer type='text/javascript'>three\n</script><script data-src="x">four</script>`;
  expect(inlineScripts(html)).toEqual(['one', 'two', 'three\n', 'four']);
});

test('without a build there are no pages, and the API is there', async () => {
  await using bare = await startTestServer({ distDir: '/nonexistent/dist' });
  expect(errorCode(await ask(bare, '/'))).toBe('not-found');
  expect((await ask(bare, '/', { headers: { accept: 'text/html' } })).headers['content-type']).toMatch(
    /^text\/html/,
  );
  expect((await ask(bare, '/api/health')).status).toBe(200);
});
