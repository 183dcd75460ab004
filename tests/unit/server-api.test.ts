import { afterEach, beforeEach, expect, test } from 'vitest';
import { errorTexts } from '../../content/texts/errors.ts';
import { type ErrorCode, errorBody, errorStatus } from '../../sandbox/contract/errors.ts';
import { SandboxError, type SandboxErrorCode } from '../../sandbox/engine/port.ts';
import { readLanguage } from '../../sandbox/routes/language.ts';
import { StoreError } from '../../sandbox/store/store-error.ts';
import { ask, askRaw, errorCode, lessonPath, startTestServer, type TestServer } from './support/server.ts';
import { until } from './support/until.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server[Symbol.asyncDispose]());

const get = (path: string, headers = {}) => ask(server, path, { headers: { ...server.headers, ...headers } });
const post = (path: string, body: string | undefined = '{}', headers = {}) =>
  ask(server, path, { method: 'POST', headers: { ...server.headers, ...headers }, ...(body && { body }) });

async function haveSession(): Promise<string> {
  await server.sessions.begin(server.engine);
  await post('/api/session');
  return await until(() => server.sessions.current().state === 'ready' && server.sessions.readySession());
}

test('everybody may know which images are in use, and what they hold', async () => {
  const images = async () => JSON.parse((await ask(server, '/api/images')).text);
  const packages = async () => JSON.parse((await ask(server, '/api/images/packages')).text);
  expect([await images(), await packages()]).toEqual([{ images: [] }, { packages: [] }]);
  const image = {
    name: 'redis:7.0',
    source: 'stand-in' as const,
    license: 'BSD-3-Clause',
    description: { ko: '저장소', en: 'A store' },
  };
  const inside = { image: 'redis:7.0', name: 'zlib1g', version: '1.2', licenses: ['Zlib'] };
  server.preparation.setReady('stand-in', { images: [image], packages: [inside] });
  expect([await images(), await packages()]).toEqual([{ images: [image] }, { packages: [inside] }]);
});

test('health tells everybody how far it is', async () => {
  const health = async () => JSON.parse((await ask(server, '/api/health')).text);
  expect(await health()).toMatchObject({ status: 'preparing', version: '1.2.3', release: 'abc' });
  server.preparation.setStage({ id: 'sandbox-image', state: 'running', progress: 0.5 });
  expect((await health()).preparation.stages).toEqual([
    { id: 'host-engine', state: 'waiting' },
    { id: 'sandbox-image', state: 'running', progress: 0.5 },
    { id: 'course-images', state: 'waiting' },
    { id: 'golden-store', state: 'waiting' },
    { id: 'services', state: 'waiting' },
  ]);
  server.preparation.setReady('stand-in');
  expect(await health()).toMatchObject({ status: 'ok', imageSource: 'stand-in' });
  server.preparation.setReadingOnly({
    ko: [{ kind: 'text', text: '없어요' }],
    en: [{ kind: 'text', text: 'none' }],
  });
  expect(await health()).toMatchObject({
    status: 'reading-only',
    preparation: { reason: { en: [{ text: 'none' }] } },
  });
});

test('describes itself in OpenAPI', async () => {
  const document = JSON.parse((await ask(server, '/api/openapi.json')).text);
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths).sort()).toEqual([
    '/api/events',
    '/api/health',
    '/api/images',
    '/api/images/packages',
    '/api/lessons/{chapter}/{lesson}/open',
    '/api/lessons/{chapter}/{lesson}/restart',
    '/api/lessons/{chapter}/{lesson}/steps/{step}/check',
    '/api/lessons/{chapter}/{lesson}/steps/{step}/hints/{index}',
    '/api/lessons/{chapter}/{lesson}/steps/{step}/solution',
    '/api/mistakes',
    '/api/progress',
    '/api/session',
    '/api/session/reset',
  ]);
  const session = document.paths['/api/session'].post;
  expect(session.summary).toContain('Leases a sandbox');
  expect(session.responses['202'].content['application/json'].schema.properties.state.enum).toContain(
    'waiting',
  );
  expect(session.responses['4XX'].content['application/json'].schema.properties.error).toBeDefined();
});

test('leases a session: 202 while it goes on, 200 when it is there', async () => {
  const waiting = await post('/api/session');
  expect([waiting.status, JSON.parse(waiting.text).state]).toEqual([202, 'waiting']);
  const id = await haveSession();
  const ready = await post('/api/session');
  expect([ready.status, JSON.parse(ready.text)]).toMatchObject([
    200,
    { id, state: 'ready', terminals: [{}] },
  ]);
  const reset = await post('/api/session/reset');
  expect([reset.status, JSON.parse(reset.text).state]).toEqual([202, 'resetting']);
  expect(JSON.parse((await get('/api/session')).text).id).not.toBe(id);
});

test('a write needs no body', async () => {
  const { 'content-type': _, ...headers } = server.headers;
  expect((await ask(server, '/api/session', { method: 'POST', headers })).status).toBe(202);
});

test('opens, restarts and checks a lesson in the session', async () => {
  const id = await haveSession();
  expect(JSON.parse((await post(`${lessonPath}/open`)).text)).toMatchObject({
    state: 'open',
    lesson: 'layers/commit',
  });
  expect(JSON.parse((await post(`${lessonPath}/steps/first/check`)).text).verdict).toEqual({
    status: 'passed',
  });
  await post(`${lessonPath}/restart`);
  expect(server.runner.calls).toEqual([
    `resume ${id}`,
    `open ${id} layers/commit`,
    `check ${id} layers/commit first`,
    `restart ${id} layers/commit`,
    `open ${id} layers/commit`,
  ]);
});

test('hints and solution come in the reader’s language', async () => {
  const hint = await get(`${lessonPath}/steps/first/hints/1`, { 'accept-language': 'en-GB,ko;q=0.5' });
  expect(JSON.parse(hint.text)).toEqual({ index: 1, total: 2, hint: [{ kind: 'text', text: 'en 1' }] });
  expect(hint.headers['content-language']).toBe('en');
  expect(JSON.parse((await get(`${lessonPath}/steps/first/hints/0?lang=ko`)).text).hint[0].text).toBe('ko 0');
  expect(JSON.parse((await get(`${lessonPath}/steps/first/solution`)).text)).toEqual({
    commands: ['docker ps'],
  });
});

test.each([
  ['GET', '/api/lessons/layers/none/steps/first/hints/0', 'unknown-lesson'],
  ['GET', `${lessonPath}/steps/none/hints/0`, 'unknown-step'],
  ['GET', `${lessonPath}/steps/first/hints/2`, 'not-found'],
  ['GET', `${lessonPath}/steps/first/hints/-1`, 'bad-request'],
  ['GET', `${lessonPath}/steps/first/hints/1.5`, 'bad-request'],
  ['GET', `${lessonPath}/steps/first/hints/NaN`, 'bad-request'],
  ['GET', `${lessonPath}/steps/first/hints/9999999999`, 'bad-request'],
  ['GET', `${lessonPath}/steps/First/solution`, 'bad-request'],
  ['GET', `/api/lessons/..%2f..%2fetc/passwd/steps/first/solution`, 'bad-request'],
  ['GET', `/api/lessons/${'a'.repeat(99)}/x/steps/first/solution`, 'bad-request'],
  ['GET', `/api/lessons/${'a'.repeat(999)}/x/steps/first/solution`, 'not-found'],
  ['GET', '/api/unknown', 'not-found'],
  ['DELETE', '/api/session', 'not-found'],
  ['POST', '/api/progress', 'not-found'],
  ['POST', `${lessonPath}/open`, 'not-ready'],
] as const)('%s %s is answered with %s', async (method, path, code) => {
  const { 'content-type': _, ...headers } = server.headers;
  const reply = await (method === 'POST' ? post(path) : ask(server, path, { method, headers }));
  expect(errorCode(reply)).toBe(code);
  expect(reply.status).toBe(errorStatus[code]);
});

test('says which of them is missing: engine, sandbox or lesson', async () => {
  await haveSession();
  expect(errorCode(await post(`${lessonPath}/steps/first/check`))).toBe('lesson-not-open');
  const gate = Promise.withResolvers<void>();
  server.engine.creating = gate.promise;
  await server.sessions.reset();
  expect(errorCode(await post(`${lessonPath}/open`))).toBe('no-session');
  gate.resolve();
  await using reading = await startTestServer();
  reading.sessions.setReadingOnly();
  for (const path of ['/api/session', '/api/session/reset', `${lessonPath}/open`]) {
    const reply = await ask(reading, path, { method: 'POST', headers: reading.headers, body: '{}' });
    expect(errorCode(reply)).toBe('no-engine');
  }
});

test.each<[string, string, Record<string, string>, ErrorCode]>([
  ['no JSON', '{', {}, 'bad-request'],
  ['JSON that is no object', '[]', {}, 'bad-request'],
  ['unknown properties', '{"learner":"other"}', {}, 'bad-request'],
  ['a poisoned prototype', '{"__proto__":{"admin":true}}', {}, 'bad-request'],
  ['another type', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }, 'unsupported-media-type'],
  ['plain text (no preflight)', '{}', { 'content-type': 'text/plain' }, 'unsupported-media-type'],
  [
    'a form (no preflight)',
    '{}',
    { 'content-type': 'multipart/form-data; boundary=x' },
    'unsupported-media-type',
  ],
  ['a giant body', `"${'x'.repeat(20_000)}"`, {}, 'body-too-large'],
  ['nothing, called JSON', '', { 'content-length': '0' }, 'bad-request'],
])('a body with %s is refused by name', async (_name, body, headers, code) => {
  const reply = await ask(server, '/api/session', {
    method: 'POST',
    headers: { ...server.headers, ...headers },
    body,
  });
  expect([reply.status, errorCode(reply)]).toEqual([errorStatus[code], code]);
  expect(server.sessions.current().state).toBe('none');
});

test('a body that claims to be giant is refused before it comes', async () => {
  const reply = await ask(server, '/api/session', {
    method: 'POST',
    headers: { ...server.headers, 'content-length': '999999999', connection: 'close' },
  }).catch((error: Error) => error);
  // The server answers and hangs up; which of the two is seen first is the network's business.
  if (reply instanceof Error) expect(reply.message).toMatch(/ECONNRESET|hang up|EPIPE/);
  else expect(errorCode(reply)).toBe('body-too-large');
});

test('what is no HTTP is answered and disturbs nobody', async () => {
  expect(await askRaw(server, 'HELO drydock\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
  const giant = `GET / HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`;
  expect(await askRaw(server, giant).catch((error: Error) => error.message)).toMatch(
    /^HTTP\/1\.1 431 |ECONNRESET/,
  );
  expect((await get('/api/progress')).status).toBe(200);
});

test.each(Object.keys(errorStatus) as ErrorCode[])('%s has words in both languages', (code) => {
  const { ko, en } = errorTexts[code];
  expect(ko).toMatch(/[가-힣].*요/);
  expect(en).toMatch(/^[A-Z].*[.)]$/);
});

test('errors speak the reader’s language, name their request, and are not kept', async () => {
  for (const [headers, query, language] of [
    [{ 'accept-language': 'en' }, '', 'en'],
    [{ 'accept-language': 'en' }, '?lang=ko', 'ko'],
    [{ 'accept-language': 'fr' }, '', 'ko'],
    [{}, '?lang=en', 'en'],
    [{}, '?lang=xx', 'ko'],
  ] as const) {
    const reply = await get(`/api/unknown${query}`, headers);
    const { error } = errorBody.parse(JSON.parse(reply.text));
    expect(error.message).toBe(errorTexts['not-found'][language]);
    expect(error.requestId).toMatch(/^[0-9a-f]{12}$/);
    expect(reply.headers).toMatchObject({ 'content-language': language, 'cache-control': 'no-store' });
  }
});

test.each([
  ['en-US,en;q=0.9,ko;q=0.8', 'en'],
  ['ko-KR,ko;q=0.9,en;q=0.8', 'ko'],
  ['en;q=0.1, ko;q=0.2', 'ko'],
  ['en;q=0, ko', 'ko'],
  ['de, en;q=0.5', 'en'],
  ['*', 'ko'],
  [';;;,,,q=', 'ko'],
  ['en;q=9e999', 'en'],
])('reads %s as %s', (header, language) => {
  expect(readLanguage({ headers: { 'accept-language': header }, query: undefined })).toBe(language);
});

test.each<[Error, ErrorCode]>([
  ...(['no-room', 'engine-unreachable'] as SandboxErrorCode[]).map((code): [Error, ErrorCode] => [
    new SandboxError(code, 'CANARY'),
    'engine-failed',
  ]),
  [new SandboxError('learner-engine-failed', 'CANARY'), 'sandbox-failed'],
  [new SandboxError('disk-full', 'CANARY'), 'disk-full'],
  [new StoreError('disk-full', 'CANARY'), 'disk-full'],
  [new StoreError('damaged', 'CANARY'), 'internal'],
  [new TypeError('CANARY'), 'internal'],
])('%s becomes %s, told to the operator without its message', async (failure, code) => {
  await haveSession();
  server.runner.failure = failure;
  const reply = await post(`${lessonPath}/open`);
  expect([reply.status, errorCode(reply)]).toEqual([errorStatus[code], code]);
  expect(reply.text).not.toContain('CANARY');
  expect(server.logged()).toContain('request failed');
  expect(server.logged()).not.toContain('CANARY');
});
