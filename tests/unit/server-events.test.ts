import { get } from 'node:http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ServerEvent, serverEvent } from '../../sandbox/contract/events.ts';
import { EventStream, maxBufferedEventBytes } from '../../sandbox/routes/event-stream.ts';
import { ask, errorCode, startTestServer, type TestServer } from './support/server.ts';
import { verdictOf } from './support/store.ts';
import { until } from './support/until.ts';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server[Symbol.asyncDispose]());

interface Follower {
  events: ServerEvent[];
  ended: boolean;
  headers: Record<string, unknown>;
  stop(): void;
}

async function follow(): Promise<Follower> {
  const follower: Follower = { events: [], ended: false, headers: {}, stop: () => request.destroy() };
  const request = get(
    `${server.url}/api/events`,
    { headers: { cookie: server.cookie }, agent: false },
    (reply) => {
      follower.headers = reply.headers;
      let text = '';
      reply.setEncoding('utf8');
      reply.on('data', (chunk: string) => {
        text += chunk;
        for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
          const message = text.slice(0, end);
          text = text.slice(end + 2);
          if (message.startsWith('data: '))
            follower.events.push(serverEvent.parse(JSON.parse(message.slice(6))));
        }
      });
      reply.on('close', () => {
        follower.ended = true;
      });
    },
  );
  request.on('error', () => {
    follower.ended = true;
  });
  await until(() => follower.events.length >= 3);
  return follower;
}

test('begins with the state as it is', async () => {
  const { events, headers } = await follow();
  expect(events.map((event) => event.type)).toEqual(['preparation', 'session', 'progress']);
  expect(headers).toMatchObject({
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
  });
});

test('has the lesson that is open, and follows what happens', async () => {
  server.preparation.setReady('docker-hub');
  await server.sessions.begin(server.engine);
  await server.sessions.lease();
  await until(() => server.sessions.current().state === 'ready');
  server.runner.lesson = await server.runner.open(server.sessions.readySession(), verdictOf('first').lesson);
  const { events } = await follow();
  await until(() => events.length === 4);
  expect(events).toMatchObject([
    { preparation: { state: 'ready' } },
    { session: { state: 'ready' } },
    { progress: { steps: [] } },
    { lesson: { lesson: 'layers/commit' } },
  ]);
  server.events.publish({ type: 'verdict', verdict: verdictOf('first') });
  await server.sessions.reset();
  await until(() => events.at(-1)?.type === 'session' && events.length >= 8);
  expect(events[4]).toEqual({ type: 'verdict', verdict: verdictOf('first') });
});

test('loses nothing that happens while it begins', async () => {
  const progress = server.store.progressOfLearner;
  server.store.progressOfLearner = async (learner) => {
    server.events.publish({ type: 'verdict', verdict: verdictOf('meanwhile') });
    return progress(learner);
  };
  const { events } = await follow();
  await until(() => events.length === 4);
  expect(events.map((event) => event.type)).toEqual(['preparation', 'session', 'progress', 'verdict']);
});

test('text of a learner cannot end a message or forge another', async () => {
  const { events } = await follow();
  const text = 'a\n\ndata: {"type":"bye","reload":true}\n\n\r\n';
  const note = { ko: [{ kind: 'value' as const, text }], en: [] };
  server.events.publish({ type: 'verdict', verdict: verdictOf('first', { status: 'passed', note }) });
  await until(() => events.length === 4);
  expect(events[3]).toMatchObject({ verdict: { verdict: { note } } });
});

test('says bye and ends when the server does', async () => {
  const follower = await follow();
  await server.app.close();
  await until(() => follower.ended);
  expect(follower.events.at(-1)).toEqual({ type: 'bye', reload: false });
});

test('a page that leaves is forgotten', async () => {
  let listeners = 0;
  const { subscribe } = server.events;
  server.events.subscribe = (listener) => {
    listeners += 1;
    const end = subscribe(listener);
    return () => {
      listeners -= 1;
      end();
    };
  };
  const follower = await follow();
  expect(listeners).toBe(1);
  follower.stop();
  await until(() => listeners === 0);
});

test('a store that cannot be read is an error and no empty stream', async () => {
  server.store.progressOfLearner = async () => {
    throw new Error('CANARY');
  };
  const reply = await ask(server, '/api/events', { headers: server.headers });
  expect(errorCode(reply)).toBe('internal');
});

test('a client that does not read is ended, with bounded memory', async () => {
  const ended = Promise.withResolvers<void>();
  const stream = new EventStream(ended.resolve);
  const event: ServerEvent = {
    type: 'verdict',
    verdict: verdictOf('first', {
      status: 'passed',
      note: { ko: [{ kind: 'text', text: 'x'.repeat(4_000) }], en: [] },
    }),
  };
  for (let sent = 0; sent < 2 * maxBufferedEventBytes; sent += 4_000) stream.send(event);
  await ended.promise;
  expect(stream.body.destroyed).toBe(true);
});

test('a silent stream shows that it is alive', async () => {
  using stream = new EventStream(() => {}, 5);
  const [chunk] = await stream.body.take(1).toArray();
  expect(String(chunk)).toBe(':\n\n');
});
