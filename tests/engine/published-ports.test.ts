import { afterAll, beforeAll, expect, test } from 'vitest';
import { CouldNotCollect } from '../../sandbox/checks/evidence.ts';
import { portAnswers } from '../../sandbox/checks/published-ports.ts';
import type { LearnerEngine } from '../../sandbox/engine/learner-engine.ts';
import { openLearnerEngine } from '../../sandbox/engine/learner-engine-client.ts';
import type { Sandbox } from '../../sandbox/engine/port.ts';
import { endEngine, useEngine } from '../support/engine.ts';
import { newSession, succeed } from '../support/sandbox.ts';

let sandbox: Sandbox;
let engine: LearnerEngine;
beforeAll(async () => {
  sandbox = await (await useEngine()).engine.create(newSession());
  engine = openLearnerEngine(sandbox);
  // One path answers at once, the other one takes the request and says nothing.
  const serve = `mkdir -p /www/cgi-bin; echo afloat >/www/index.html; printf '#!/bin/sh\\nsleep 100' >/www/cgi-bin/mute; chmod +x /www/cgi-bin/mute; exec httpd -f -p 80 -h /www`;
  await succeed(sandbox, `docker run -d --name web -p 8077:80 busybox:1.35 sh -c "${serve}"`);
  await succeed(sandbox, 'until curl -sf http://127.0.0.1:8077/; do sleep 0.1; done');
});
afterAll(async () => {
  await engine?.[Symbol.asyncDispose]();
  await sandbox?.remove();
  await endEngine();
});

const ask = (path: string) =>
  portAnswers('busybox:1.35', '80/tcp', path).collect({
    ...{ engine, sandbox, events: [], eventsMissed: false, commands: [] },
    signal: AbortSignal.timeout(60_000),
  });

test('a published port is asked', async () => {
  expect(await ask('/')).toMatchObject([{ container: 'web', hostPort: 8077, body: 'afloat\n' }]);
});

test('a page that is not there is no answer', async () => {
  expect(await ask('/nothing')).toMatchObject([{ container: 'web', body: undefined }]);
});

test('a port that takes the connection and says nothing could not be asked', async () => {
  await expect(ask('/cgi-bin/mute')).rejects.toThrow(CouldNotCollect);
  await expect(ask('/cgi-bin/mute')).rejects.toMatchObject({ reason: 'timed-out' });
});
