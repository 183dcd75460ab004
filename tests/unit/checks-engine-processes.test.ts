import { expect, test } from 'vitest';
import { parseEngineService } from '../../sandbox/checks/engine-processes.ts';

test('reads a running engine', () => {
  expect(
    parseEngineService('yes\nyes\n660 root docker\n      1 docker-init\n     96 dockerd\nend\n'),
  ).toEqual({
    answers: true,
    isOurs: true,
    socket: { mode: '660', owner: 'root', group: 'docker' },
    processes: [
      { pid: 1, program: 'docker-init' },
      { pid: 96, program: 'dockerd' },
    ],
  });
});

test('reads a stopped engine, and leaves out what is no process', () => {
  expect(parseEngineService('no\nno\ngone\nnonsense\nend\n')).toEqual({
    answers: false,
    isOurs: false,
    socket: undefined,
    processes: [],
  });
});

test('takes anything else for unreadable', () => {
  for (const printed of ['yes\nyes\n660 root\nend\n', 'maybe\nno\ngone\nend\n'])
    expect(() => parseEngineService(printed)).toThrow('could not be looked at');
});

test('does not take an answer that was cut off for one without an engine', () => {
  for (const printed of ['', 'yes\n', 'yes\nyes\n660 root docker\n      1 docker-init\n'])
    expect(() => parseEngineService(printed)).toThrow('to the end');
});
