import { expect, test } from 'vitest';
import { parseRegistryContent } from '../../sandbox/checks/registry-content.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const id = `sha256:${'b'.repeat(64)}`;
const printed = (...answers: string[]) => answers.map((answer) => `${answer}\0`).join('');

test('reads what a registry holds', () => {
  const headers = `HTTP/1.1 200 OK\r\nDocker-Content-Digest: ${digest}\r\n`;
  const manifest = JSON.stringify({ schemaVersion: 2, config: { digest: id } });
  expect(
    parseRegistryContent(
      printed('200', '{"repositories":["notes"]}', '{"name":"notes","tags":["1.0"]}', headers, manifest),
    ),
  ).toEqual({ answers: true, repositories: ['notes'], tags: ['1.0'], manifest: { digest, imageId: id } });
});

test('finds nothing where no registry answers, or has nothing', () => {
  const nothing = { repositories: [], tags: [], manifest: undefined };
  expect(parseRegistryContent(printed('000', '', '', '', ''))).toEqual({ answers: false, ...nothing });
  expect(
    parseRegistryContent(
      printed('200', '{"repositories":[]}', '{"tags":null}', 'HTTP/1.1 404', '{"errors":[]}'),
    ),
  ).toEqual({
    answers: true,
    ...nothing,
  });
});

test('says that it was cut off', () => {
  expect(() => parseRegistryContent('200\0{')).toThrow('to the end');
});
