import { expect, test } from 'vitest';
import { createLog, describeError } from '../../sandbox/log.ts';
import { ask, askRaw, lessonPath, startTestServer, token } from './support/server.ts';
import { TerminalClient } from './support/terminal-client.ts';
import { until } from './support/until.ts';

const canary = 'CANARY';

test('no token, cookie, address, key, command or body gets into the log', async () => {
  await using server = await startTestServer();
  await server.sessions.begin(server.engine);
  const get = (path: string, headers = {}) =>
    ask(server, path, { headers: { ...server.headers, ...headers } });
  await get(`/launch?token=${token}`);
  await get('/launch?token=CANARYGUESS');
  await get('/api/progress?secret=CANARY');
  await get('/CANARY/page?x=CANARY', { accept: 'text/html' });
  await get('/api/CANARY', {
    cookie: `${server.cookie}; other=CANARY`,
    'user-agent': canary,
    referer: canary,
  });
  await get(`/api/lessons/layers/canary-CANARY/steps/x/solution`);
  await get(`${lessonPath}/steps/canary/hints/0?lang=CANARY`);
  await get('/%CANARY');
  for (const body of ['{"CANARY":', '{"CANARY":"CANARY"}', `"${canary.repeat(5_000)}"`]) {
    await ask(server, '/api/session', { method: 'POST', headers: server.headers, body });
  }
  await ask(server, '/api/session', {
    method: 'POST',
    headers: { ...server.headers, 'content-type': canary },
    body: 'x',
  });
  await askRaw(server, `${canary} / HTTP/1.1\r\n\r\n`);
  await askRaw(server, `GET /?${canary} HTTP/1.1\r\nHost: ${canary}\r\nConnection: close\r\n\r\n`);

  await ask(server, '/api/session', { method: 'POST', headers: server.headers, body: '{}' });
  await until(() => server.sessions.current().state === 'ready');
  const id = server.sessions.current().terminals[0]?.id;
  const client = new TerminalClient(`ws://127.0.0.1:${server.port}/api/terminals/${id}?x=CANARY`, {
    headers: { cookie: server.cookie, origin: server.url },
  });
  await client.hello();
  client.socket.send(Buffer.from('echo CANARY\r'));
  const [sandbox] = server.engine.sandboxes.values();
  const [shell] = sandbox?.shells.values() ?? [];
  await until(() => shell?.typed.includes(canary));
  await shell?.print(`\x1b]633;E;echo CANARY;${shell.nonce}\x07\x1b]133;C\x07CANARY\x1b]133;D;0\x07`);
  await until(() => server.runner.calls.some((call) => call.startsWith('command ')));
  client.socket.send('{"type":"CANARY"}');
  await client.end();
  const refused = new TerminalClient(`ws://127.0.0.1:${server.port}/CANARY?token=CANARY`, {
    headers: { cookie: server.cookie, origin: server.url },
  });
  await until(() => refused.closed);
  const broken = new TerminalClient(`ws://127.0.0.1:${server.port}/api/terminals/${id}`, {
    headers: { cookie: server.cookie, origin: server.url },
  });
  await broken.opened();
  broken.socket.send(Buffer.from(canary.repeat(60_000)));
  expect((await broken.end()).code).toBe(1009);

  const log = server.logged();
  expect(log).toContain('"route":"/api/session"');
  expect(log.toUpperCase()).not.toContain(canary);
  expect(log).not.toContain(token);
  expect(log).not.toContain(server.signIn.cookieValue);
});

test('whoever logs a request, an address or an error leaves out what somebody sent', () => {
  const lines: string[] = [];
  const log = createLog('trace', { write: (line) => void lines.push(line) });
  const error = Object.assign(new Error('CANARY in the message\nCANARY'), { code: 'E_CODE', path: canary });
  log.error({ err: new Error('outer CANARY', { cause: error }), url: canary, path: canary }, 'failed');
  log.info(
    { req: { id: 'r1', method: 'GET', url: canary, headers: { cookie: canary } }, headers: { canary } },
    'x',
  );
  log
    .child({ hostname: canary })
    .info({ res: { statusCode: 200, getHeaders: () => canary }, query: canary }, 'y');
  const text = lines.join('');
  expect(text).not.toContain(canary);
  expect(text).toContain('"code":"E_CODE"');
  expect(text).toContain('server-log.test.ts');
  expect(text).toContain('"req":{"id":"r1","method":"GET"}');
  expect(text).toContain('"res":{"status":200}');
});

test('a full disk fails nobody who logs, and what was lost is counted', () => {
  const lines: string[] = [];
  let full = true;
  const log = createLog('info', {
    write(line) {
      if (full) throw Object.assign(new Error('no space left'), { code: 'ENOSPC' });
      lines.push(line);
    },
  });
  log.info('one');
  log.info('two');
  full = false;
  log.info('three');
  log.info('four');
  const seen = lines
    .join('')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(seen).toMatchObject([{ lost: 2 }, { msg: 'three' }, { msg: 'four' }]);
});

test('describes errors that refer to themselves, and what is no error', () => {
  const error = new Error('a');
  error.cause = error;
  expect(JSON.stringify(describeError(error)).length).toBeLessThan(20_000);
  expect(describeError('SandboxError no-room')).toEqual({ type: 'SandboxError no-room' });
  expect(describeError({ message: canary })).toEqual({ type: 'object' });
});
