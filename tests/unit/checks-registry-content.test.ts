import { expect, test } from 'vitest';
import { parseRegistryContent } from '../../sandbox/checks/registry-content.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const id = `sha256:${'b'.repeat(64)}`;
const printed = (...answers: [code: string, body: string][]) =>
  answers.map(([code, body]) => `${body}\n@@drydock-answer@@${code}\n`).join('');

test('reads what a registry holds', () => {
  const manifest = JSON.stringify({ schemaVersion: 2, config: { digest: id } }, null, 3);
  const answer = `HTTP/1.1 200 OK\r\nDocker-Content-Digest: ${digest}\r\n\r\n${manifest}`;
  const all = printed(
    ['200', '{}'],
    ['200', '{"repositories":["notes"]}'],
    ['200', '{"tags":["1.0"]}'],
    ['200', answer],
  );
  expect(parseRegistryContent(all)).toEqual({
    answers: true,
    repositories: ['notes'],
    tags: ['1.0'],
    manifest: { digest, imageId: id },
  });
});

test('finds nothing where no registry answers, or has nothing', () => {
  const nothing = { repositories: [], tags: [], manifest: undefined };
  const nobody = printed(['000', ''], ['000', ''], ['000', ''], ['000', '']);
  expect(parseRegistryContent(nobody)).toEqual({ answers: false, ...nothing });
  const empty = printed(
    ['200', '{}'],
    ['200', '{"repositories":[]}'],
    ['404', '{"errors":[]}'],
    ['404', 'HTTP/1.1 404 Not Found\r\n\r\n{"errors":[]}'],
  );
  expect(parseRegistryContent(empty)).toEqual({ answers: true, ...nothing });
});

test('says that it was cut off', () => {
  expect(() => parseRegistryContent(printed(['200', '{}']))).toThrow('to the end');
});
