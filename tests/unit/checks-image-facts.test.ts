import { describe, expect, test } from 'vitest';
import { bringsFile, hasChanged, layersOnTop, startsSameProgram } from '../../sandbox/checks/image-facts.ts';
import type { ContainerConfig } from '../../sandbox/engine/learner-engine.ts';

describe('layers on top of a base', () => {
  const base = { layers: ['a', 'b'] };
  test('are those behind the base’s own', () => {
    expect(layersOnTop(base, { layers: ['a', 'b', 'c', 'd'] })).toEqual(['c', 'd']);
  });
  test('are none when nothing was added', () => {
    expect(layersOnTop(base, base)).toEqual([]);
  });
  test.each([[['a', 'x', 'c']], [['a']], [['b', 'a', 'c']], [[]]])('do not exist in %j', (layers) => {
    expect(layersOnTop(base, { layers })).toBeUndefined();
  });
});

describe('the program of an image', () => {
  const config = (cmd: string[], entrypoint: string[] = []): ContainerConfig => ({
    cmd,
    entrypoint,
    env: [],
    volumes: [],
    exposedPorts: [],
    labels: {},
    user: '',
    workingDir: '',
  });
  test('is the same when command and entrypoint are', () => {
    expect(startsSameProgram(config(['redis-server'], ['e']), config(['redis-server'], ['e']))).toBe(true);
  });
  test('is another with another command, a longer one, or another entrypoint', () => {
    expect(startsSameProgram(config(['redis-server']), config(['bash']))).toBe(false);
    expect(startsSameProgram(config(['a']), config(['a', 'b']))).toBe(false);
    expect(startsSameProgram(config(['a'], ['e']), config(['a']))).toBe(false);
  });
});

test('a layer brings a file, not a directory or a deletion of that name', () => {
  const entry = { path: '/first', sizeBytes: 0 };
  expect(bringsFile([{ ...entry, kind: 'file' }], '/first')).toBe(true);
  expect(bringsFile([{ ...entry, kind: 'deleted' }], '/first')).toBe(false);
  expect(bringsFile([{ ...entry, kind: 'directory' }], '/first')).toBe(false);
  expect(bringsFile([{ ...entry, kind: 'file', path: '/x/first' }], '/first')).toBe(false);
  expect(bringsFile(undefined, '/first')).toBe(false);
});

test('a container has changed at a path when something is there that was not', () => {
  expect(hasChanged([{ kind: 'added', path: '/first' }], '/first')).toBe(true);
  expect(hasChanged([{ kind: 'changed', path: '/first' }], '/first')).toBe(true);
  expect(hasChanged([{ kind: 'deleted', path: '/first' }], '/first')).toBe(false);
  expect(hasChanged([{ kind: 'changed', path: '/' }], '/first')).toBe(false);
  expect(hasChanged(undefined, '/first')).toBe(false);
});
