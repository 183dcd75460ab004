import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allVolumes } from '../../sandbox/checks/all-volumes.ts';
import { archives } from '../../sandbox/checks/archives.ts';
import { buildContext } from '../../sandbox/checks/build-context.ts';
import { buildRecord } from '../../sandbox/checks/build-record.ts';
import {
  changes,
  childrenOf,
  container,
  containers,
  containersOf,
  history,
  image,
  images,
  imagesNamed,
  topLayerFiles,
  volumesOf,
} from '../../sandbox/checks/collectors.ts';
import { readDockerfile } from '../../sandbox/checks/dockerfile-facts.ts';
import { engineService } from '../../sandbox/checks/engine-processes.ts';
import type { Collector } from '../../sandbox/checks/evidence.ts';
import { homeFile, homeFiles } from '../../sandbox/checks/home-files.ts';
import { runCheck } from '../../sandbox/checks/judgement.ts';
import { defineStep, passed } from '../../sandbox/checks/lesson.ts';
import { parentOf } from '../../sandbox/checks/parent-image.ts';
import { portAnswers } from '../../sandbox/checks/published-ports.ts';
import type { LearnerEngine } from '../../sandbox/engine/learner-engine.ts';
import { openLearnerEngine } from '../../sandbox/engine/learner-engine-client.ts';
import type { Sandbox } from '../../sandbox/engine/port.ts';
import { endEngine, useEngine } from '../support/engine.ts';
import { newSession, run, succeed } from '../support/sandbox.ts';

/** Setting the scene takes much longer than any check. */
const timeLimitMs = 600_000;

let sandbox: Sandbox;
let engine: LearnerEngine;
beforeAll(async () => {
  sandbox = await (await useEngine()).engine.create(newSession());
  engine = openLearnerEngine(sandbox);
});
afterAll(async () => {
  await engine?.[Symbol.asyncDispose]();
  await sandbox?.remove();
  await endEngine();
});

const text = { ko: '글', en: 'text' };

/** What a step with this collector alone gets to see, and the verdict. */
async function check<Value>(
  collector: Collector<Value>,
): Promise<{ seen?: Value; status: string; reason: string }> {
  let seen: Value | undefined;
  const step = defineStep({
    id: 'only',
    collect: { it: collector },
    judge: ({ it }) => {
      seen = it;
      return passed();
    },
    hints: [text, text],
    solution: { commands: ['x'] },
    mistakes: {},
  });
  const context = { engine, sandbox, events: [], eventsMissed: false, commands: [] };
  const { verdict, bug } = await runCheck(step, context, {
    signal: new AbortController().signal,
    asked: true,
    // A busy machine is not what is tested here.
    timeLimitMs: 120_000,
  });
  expect(bug).toBeUndefined();
  const reason =
    verdict.status === 'could-not-run' ? verdict.reason.en.map((part) => part.text).join('') : '';
  return { ...(seen !== undefined && { seen }), status: verdict.status, reason };
}

/** A call of the engine's API, quicker than the command for hundreds of things. */
const ask = (method: string, path: string) =>
  succeed(
    sandbox,
    `curl -sf -o /dev/null --unix-socket /var/run/docker.sock -X ${method} 'http://engine${path}'`,
  );

const legalTag = `A_${'z.-9'.repeat(31)}`;
const legalRepository = 'registry.example:5000/a-b__c.d/e---f/g.h';

describe('an engine that holds anything', () => {
  beforeAll(async () => {
    await succeed(sandbox, 'docker create --name box busybox:1.35 echo hi');
    await ask('POST', '/commit?container=box&repo=many&tag=[1-200]');
    await ask('POST', `/images/busybox:1.35/tag?repo=${encodeURIComponent(legalRepository)}&tag=${legalTag}`);
    await succeed(sandbox, `docker create --name a_B.c-9 --label 'x=‮"<b>$(reboot)' busybox:1.35`);
    await succeed(sandbox, 'docker volume create v_1.-x');
    await succeed(sandbox, 'docker run -d --name forever -v v_1.-x:/v busybox:1.35 sleep infinity');
    await succeed(
      sandbox,
      'docker run -d --name busy --restart always busybox:1.35 sh -c "while :; do date >/now; sleep 1; done"',
    );
    await succeed(sandbox, `docker exec forever touch "/v/$(printf 'two\\nlines')" '/v/ ünï‮'`);
  }, timeLimitMs);

  test('hundreds of images', { timeout: timeLimitMs }, async () => {
    expect((await check(images({ all: true }))).seen?.length).toBeGreaterThan(200);
    expect((await check(childrenOf('busybox:1.35'))).seen).toHaveLength(4);
    expect((await check(image('many:200'))).seen).toMatchObject({ tags: ['many:200'] });
  });

  test('every legal character in a name', { timeout: timeLimitMs }, async () => {
    const name = `${legalRepository}:${legalTag}`;
    expect((await check(image(name))).seen?.tags).toContain(name);
    expect((await check(imagesNamed([name]))).seen?.[name]?.tags).toContain('busybox:1.35');
    expect((await check(history(name))).seen?.length).toBeGreaterThan(0);
    expect((await check(topLayerFiles(name))).seen?.length).toBeGreaterThan(0);
    expect((await check(container('a_B.c-9'))).seen).toMatchObject({
      config: { labels: { x: '‮"<b>$(reboot)' } },
    });
    const { status, seen } = await check(image('../../containers/box'));
    expect([status, seen]).toEqual(['could-not-run', undefined]);
  });

  test('containers that never end', { timeout: timeLimitMs }, async () => {
    const { seen } = await check(containersOf('busybox:1.35'));
    expect(seen?.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['forever', 'busy', 'a_B.c-9', 'box']),
    );
    const volumes = (await check(volumesOf('busybox:1.35'))).seen;
    expect(volumes?.flatMap(({ files }) => files.map(({ path }) => path)).sort()).toEqual([
      '/ ünï‮',
      '/two\nlines',
    ]);
    expect((await check(changes('busy'))).seen).toEqual(
      expect.arrayContaining([{ kind: 'added', path: '/now' }]),
    );
  });

  test('a layer with too many files to list', { timeout: timeLimitMs }, async () => {
    const make = "mkdir /many && cd /many && seq -f '%0220.0f' 45000 | xargs touch";
    await succeed(sandbox, `docker run --name huge redis:7.0 bash -c "${make}" && docker commit huge huge:1`);
    const { status, reason } = await check(topLayerFiles('huge:1'));
    expect([status, reason]).toEqual(['could-not-run', expect.stringContaining('too many files')]);
    await succeed(sandbox, 'docker rm huge && docker rmi huge:1');
  });
});

describe('a home that holds anything', () => {
  test.each([
    [
      'Windows line ends and a byte order mark',
      String.raw`\xef\xbb\xbfFROM busybox:1.35\r\nCMD ["sh"]\r\n`,
      [],
    ],
    ['no line feed at the end', String.raw`FROM busybox:1.35\nCMD ["sh"]`, []],
    ['curly quotes', String.raw`FROM busybox:1.35\nCMD [“sh”]\n`, ['curly-quote']],
    ['a won sign', String.raw`FROM busybox:1.35\nRUN true ₩\n && true\n`, ['won']],
  ])('a Dockerfile with %s', async (_what, content, odd) => {
    await succeed(sandbox, `rm -rf ~/Dockerfile; printf '${content}' >~/Dockerfile`);
    const { seen } = await check(homeFile('~/Dockerfile'));
    if (seen?.kind !== 'text') throw new Error(`it is ${seen?.kind}`);
    const facts = readDockerfile(seen.text);
    expect(facts.oddCharacters.map(({ kind }) => kind)).toEqual(odd);
    expect(facts.instructions[0]).toMatchObject({ keyword: 'FROM', words: ['busybox:1.35'] });
  });

  test('a huge file, and a huge folder, where small ones are expected', {
    timeout: timeLimitMs,
  }, async () => {
    await succeed(sandbox, 'rm -rf ~/Dockerfile ~/shop; truncate -s 50G ~/Dockerfile; mkdir ~/shop');
    expect((await check(homeFile('~/Dockerfile'))).seen).toMatchObject({ kind: 'too-large' });
    await succeed(sandbox, 'cd ~/shop && seq 20000 | xargs touch; rm ~/Dockerfile');
    expect(await check(homeFiles('~/shop'))).toMatchObject({
      status: 'could-not-run',
      reason: expect.stringContaining('too many files'),
    });
    await succeed(sandbox, 'rm -r ~/shop');
  });
});

test('a stopped engine is said to be one, by each collector that asks it', {
  timeout: timeLimitMs,
}, async () => {
  await succeed(sandbox, 'sudo -n service docker stop');
  try {
    const asking: Collector<unknown>[] = [
      image('busybox:1.35'),
      imagesNamed(['busybox:1.35']),
      history('busybox:1.35'),
      images(),
      containers(),
      container('box'),
      changes('box'),
      containersOf('busybox:1.35'),
      volumesOf('busybox:1.35'),
      childrenOf('busybox:1.35'),
      topLayerFiles('busybox:1.35'),
      buildRecord('busybox:1.35'),
      parentOf('busybox:1.35'),
      portAnswers('busybox:1.35', '80/tcp', '/'),
    ];
    for (const collector of asking) {
      const { status, reason } = await check(collector);
      expect([collector.kind, status, reason]).toEqual([
        collector.kind,
        'could-not-run',
        expect.stringContaining('does not answer'),
      ]);
    }
    // These look at files and processes, or answer that nothing can be seen.
    const looking: Collector<unknown>[] = [
      homeFile('~/answer'),
      homeFiles('~/shop'),
      allVolumes(),
      archives(),
      engineService(),
      buildContext('shop'),
    ];
    for (const collector of looking)
      expect(['passed', 'could-not-run']).toContain((await check(collector)).status);
  } finally {
    await run(sandbox, 'sudo -n service docker start');
  }
  expect((await check(image('busybox:1.35'))).status).toBe('passed');
});
