import { describe, expect, test } from 'vitest';
import { usedSudo, wasAnswered, wasToldOnce } from '../../lessons/daemon/broken/facts.ts';
import {
  doneWithoutClient,
  madeByClient,
  methodOf,
  reachedEngine,
  startedByClient,
} from '../../lessons/daemon/socket/facts.ts';
import type { TypedCommand } from '../../sandbox/checks/record.ts';

const typed = (text: string, exitCode = 0): TypedCommand => ({
  text,
  exitCode,
  endedAt: '2026-01-01T00:00:00.000Z',
});
const curl = 'curl -s --unix-socket /var/run/docker.sock';
const posted = typed(`${curl} --json '{"Image":"busybox:1.35"}' 'localhost/containers/create?name=by-curl'`);
const created = typed('docker create --name by-curl busybox:1.35');

test.each([
  [`${curl} localhost/_ping`, 'GET'],
  [`${curl} -X PUT localhost/x`, 'PUT'],
  [`${curl} -sXpost localhost/x`, 'POST'],
  [`${curl} --request=POST localhost/x`, 'POST'],
  [`${curl} -d '{}' localhost/x`, 'POST'],
  [`${curl} --data @x.json localhost/x`, 'POST'],
  [`${curl} -X GET -d '{}' localhost/x`, 'GET'],
  ['curl -sI --unix-socket /run/docker.sock localhost/x', 'HEAD'],
])('%s sends a %s', (text, method) => {
  expect(methodOf({ text })).toBe(method);
});

describe('a request has reached the engine', () => {
  test('when curl was answered, by an error too', () => {
    expect(reachedEngine(typed(`${curl} localhost/x`))).toBe(true);
    expect(reachedEngine(typed(`${curl} -f localhost/x`, 22))).toBe(true);
  });
  test('not when nobody was there, at a port, or among others', () => {
    expect(reachedEngine(typed(`${curl} localhost/x`, 7))).toBe(false);
    expect(reachedEngine(typed('curl localhost/x'))).toBe(false);
    expect(reachedEngine(typed(`${curl} localhost/x; ${curl} localhost/y`))).toBe(false);
  });
});

describe('who made the container', () => {
  test.each<[string, TypedCommand[], boolean]>([
    ['curl', [posted], false],
    [
      'docker, after a request that was refused',
      [typed(`${curl} -X POST localhost/containers/create`), created],
      true,
    ],
    ['docker, before a request that finds the name taken', [created, posted], true],
    ['curl, once the other was removed', [created, typed('docker rm by-curl'), posted], false],
    [
      'curl, once a request has removed the other',
      [created, typed(`${curl} -X DELETE localhost/containers/by-curl`), posted],
      false,
    ],
    ['curl, when docker was refused', [posted, typed('docker create --name by-curl busybox:1.35', 1)], false],
    [
      'curl, after one that removed itself',
      [typed('docker run --rm --name by-curl busybox:1.35'), posted],
      false,
    ],
  ])('%s', (_who, lines, isClients) => {
    expect(madeByClient(lines)).toBe(isClients);
  });
});

describe('made without docker', () => {
  const path = /\/containers\/create/;
  const at = '2026-01-01T00:00:00.000Z';
  const done = (lines: TypedCommand[], since: string | undefined = at) =>
    doneWithoutClient(lines, path, { needsBody: true, at: since });
  test('by a request that may have worked', () => {
    expect(done([posted], undefined)).toBe(true);
  });
  test('not while the line that made it may be under way', () => {
    expect(done([])).toBe(false);
    expect(done([typed('ls')])).toBe(false);
    expect(done([typed(`${curl} -X POST localhost/containers/create?name=by-curl`)])).toBe(false);
  });
  test('by whatever has ended since', () => {
    expect(done([{ ...typed('sh make.sh'), endedAt: '2026-01-01T00:00:01.001Z' }])).toBe(true);
  });
});

test('whoever started it last has started it', () => {
  const path = /\/containers\/[^\s/]+\/start/;
  const asked = typed(`${curl} -X POST localhost/containers/by-curl/start`);
  const started = typed('docker start by-curl');
  expect(startedByClient([asked, started], path)).toBe(true);
  expect(startedByClient([started, asked], path)).toBe(false);
  expect(startedByClient([typed(`${curl} localhost/containers/by-curl/start`), started], path)).toBe(true);
});

describe('a command that asked the engine', () => {
  test('by sudo, and not one for the service', () => {
    expect(usedSudo(typed('sudo docker ps'))).toBe(true);
    expect(usedSudo(typed('sudo service docker restart; docker ps'))).toBe(false);
    expect(usedSudo(typed('sudo docker ps; unset DOCKER_HOST; docker ps'))).toBe(false);
  });
  test('told once where it is', () => {
    for (const text of [
      'docker -H unix:///run/docker.sock ps',
      'DOCKER_HOST=unix:///run/docker.sock docker ps',
    ])
      expect(wasToldOnce(typed(text))).toBe(true);
    expect(wasToldOnce(typed('export DOCKER_HOST=unix:///run/docker.sock; docker ps'))).toBe(false);
  });
  test('and was answered', () => {
    expect(wasAnswered(typed('unset DOCKER_HOST && docker ps'))).toBe(true);
    for (const text of ['docker ps; ls', 'docker ps | cat', 'docker context ls', 'docker'])
      expect(wasAnswered(typed(text))).toBe(false);
    expect(wasAnswered(typed('docker ps', 1))).toBe(false);
  });
});
