import { describe, expect, it } from 'vitest';
import { background } from '../../lessons/images/run/background.ts';
import { hasHeldTerminal, holdsTerminal, refusedImage, takenName } from '../../lessons/images/run/facts.ts';
import type { ContainerState } from '../../sandbox/checks/collectors.ts';
import type { TypedCommand } from '../../sandbox/checks/record.ts';

const madeAt = '2026-01-01T00:00:10.000Z';
const line = (text: string, exitCode: number, endedAt = '2026-01-01T00:00:20.000Z'): TypedCommand => ({
  text,
  exitCode,
  endedAt,
});
const container = (state: Partial<ContainerState>): ContainerState => ({
  ...{ id: 'c', name: 'cache', image: 'redis:7.0', imageId: 'i', running: true, exitCode: 0, tty: false },
  ...{
    autoRemove: false,
    attached: true,
    endedAt: undefined,
    mounts: [],
    ports: [],
    createdAt: madeAt,
    changes: [],
  },
  config: {
    ...{ cmd: [], entrypoint: [], env: [], volumes: [], exposedPorts: [], labels: {}, user: '' },
    workingDir: '',
  },
  ...state,
});

describe('a container that holds the terminal', () => {
  it('does while its run has not ended', () => {
    expect(holdsTerminal(container({}), [])).toBe(true);
    expect(holdsTerminal(container({}), [line('docker run -d redis', 125, '2026-01-01T00:00:05.000Z')])).toBe(
      true,
    );
  });

  it.each([
    ['made with -d', container({ attached: false }), []],
    ['left by Ctrl-P Ctrl-Q', container({ tty: true }), [line('docker run -it redis:7.0', 0)]],
    [
      'created and started',
      container({}),
      [line('docker create redis:7.0', 0), line('docker start cache', 0)],
    ],
    ['ended', container({ running: false }), []],
  ])('does not when it was %s', (_, made, typed) => {
    expect(holdsTerminal(made, typed)).toBe(false);
  });

  it('has held it when it ended after a run, but not after a start', () => {
    const ended = container({ running: false, endedAt: '2026-01-01T00:00:15.000Z' });
    expect(hasHeldTerminal(ended, [line('docker run --name cache redis:7.0', 0)])).toBe(true);
    expect(hasHeldTerminal(ended, [line('docker start cache', 0)])).toBe(false);
  });
});

it('is told about a container in the foreground while it runs, and when Ctrl+C has ended it', () => {
  const { config } = container({});
  const origin = {
    id: 'i',
    parentId: '',
    tags: ['redis:7.0'],
    digests: [],
    layers: [],
    topLayerDir: undefined,
  };
  const judge = (made: ContainerState, typed: TypedCommand[]) =>
    background.judge({
      origin: { ...origin, sizeBytes: 1, createdAt: madeAt, comment: '', container: '', config },
      ...{ here: [], all: [], made: [made], typed },
    });
  const told = { status: 'mistake', mistake: 'foreground', values: { container: 'cache' } };
  expect(judge(container({}), [])).toEqual(told);
  const ended = container({ running: false, endedAt: '2026-01-01T00:00:15.000Z' });
  expect(judge(ended, [line('docker run --name cache redis:7.0', 130)])).toEqual(told);
});

describe('a name that is taken', () => {
  const all = [{ names: ['cache'], state: 'exited' }];

  it.each([
    'docker run -d --name cache redis:7.0',
    'docker run -d --name=cache redis:7.0',
    'sudo docker container run --name "cache" redis:7.0',
  ])('is found in %s', (text) => {
    expect(takenName([line(text, 125)], all)).toEqual({ name: 'cache', state: 'exited' });
  });

  it.each([
    ['the line ran', line('docker run --name cache redis:7.0', 0), all],
    ['its program ended with 1', line('docker run --name cache redis:7.0 false', 1), all],
    ['no container has it', line('docker run --name other redis:7.0', 125), all],
    [
      'this very line made the container',
      line('docker run --name cache redis:7.0 nope', 125),
      [{ names: ['cache'], state: 'created' }],
    ],
    ['no name was given', line('docker run redis', 125), all],
  ])('is not when %s', (_, typed, containers) => {
    expect(takenName([typed], containers)).toBeUndefined();
  });
});

it('knows which image the engine refused to run', () => {
  expect(refusedImage([line('docker run -d --name cache redis', 125)])).toBe('redis');
  expect(refusedImage([line('docker run -d --name cache redis', 0)])).toBeUndefined();
});
