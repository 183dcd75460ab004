import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { InstanceInUse, takeInstanceLock } from '../../sandbox/startup/instance-lock.ts';
import { readLaunchToken } from '../../sandbox/startup/launch-token.ts';
import { readSettings, SettingsError } from '../../sandbox/startup/settings.ts';
import { explainPreparationError, explainStartError } from '../../sandbox/startup/start-error.ts';
import { temporaryFolder } from './support/store.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => folder[Symbol.asyncDispose]());

describe('settings', () => {
  test('have defaults that a first start can use', () => {
    const settings = readSettings({}, true);
    expect(settings).toMatchObject({ host: '127.0.0.1', port: 4321, instance: 'main', logLevel: 'info' });
    expect(settings.stateDir).toBe('/var/lib/drydock/main');
  });

  test('take an empty variable as not set', () => {
    expect(readSettings({ PORT: '', DRYDOCK_INSTANCE: '' }, true).port).toBe(4321);
  });

  test('keep the state of somebody who is not root in their home', () => {
    expect(readSettings({ XDG_STATE_HOME: '/home/ada/state' }, false).stateDir).toBe(
      '/home/ada/state/drydock/main',
    );
  });

  test('are refused all at once, with what was found and what is expected', () => {
    const read = () => readSettings({ PORT: '70000', HOST: '0.0.0.0', DRYDOCK_INSTANCE: '../x' }, true);
    expect(read).toThrow(SettingsError);
    expect(read).toThrow(/PORT=70000\n {2}expected {2}a port from 1 to 65535/);
    expect(read).toThrow(/HOST=0\.0\.0\.0\n {2}expected {2}127\.0\.0\.1: local mode opens a shell/);
    expect(read).toThrow(/DRYDOCK_INSTANCE=\.\.\/x/);
  });
});

describe('the limits of a session', () => {
  const hourMs = 3_600_000;
  const limits = (environment: NodeJS.ProcessEnv) => readSettings(environment, true).limits;

  test('take nothing away from a learner who comes back within a year', () => {
    expect(limits({})).toEqual({
      freezeAfterMs: hourMs / 2,
      stopAfterMs: 24 * hourMs,
      removeAfterMs: 365 * 24 * hourMs,
    });
  });

  test('can be set, and removal switched off', () => {
    const found = limits({
      DRYDOCK_FREEZE_AFTER_MINUTES: '5',
      DRYDOCK_STOP_AFTER_MINUTES: '60',
      DRYDOCK_REMOVE_AFTER_DAYS: 'never',
    });
    expect(found).toEqual({
      freezeAfterMs: hourMs / 12,
      stopAfterMs: hourMs,
      removeAfterMs: Number.POSITIVE_INFINITY,
    });
  });

  test.each([
    ['DRYDOCK_FREEZE_AFTER_MINUTES', '4', 'minutes, from 5 to 10080 (a week)'],
    ['DRYDOCK_FREEZE_AFTER_MINUTES', '1e3', 'minutes, from 5 to 10080 (a week)'],
    ['DRYDOCK_STOP_AFTER_MINUTES', '43201', 'minutes, from 10 to 43200 (30 days)'],
    ['DRYDOCK_REMOVE_AFTER_DAYS', '6', 'days, from 7 to 3650, or never'],
    ['DRYDOCK_REMOVE_AFTER_DAYS', '-1', 'days, from 7 to 3650, or never'],
  ])('%s=%s is refused with what is expected', (name, value, expected) => {
    expect(() => limits({ [name]: value })).toThrow(
      new SettingsError(`${name}=${value}\n  expected  ${expected}`),
    );
  });

  test('must come one after the other', () => {
    expect(() => limits({ DRYDOCK_FREEZE_AFTER_MINUTES: '60', DRYDOCK_STOP_AFTER_MINUTES: '60' })).toThrow(
      new SettingsError(
        'DRYDOCK_STOP_AFTER_MINUTES=60\n  expected  more than DRYDOCK_FREEZE_AFTER_MINUTES, which is 60',
      ),
    );
    expect(() => limits({ DRYDOCK_STOP_AFTER_MINUTES: '43200', DRYDOCK_REMOVE_AFTER_DAYS: '30' })).toThrow(
      new SettingsError(
        'DRYDOCK_REMOVE_AFTER_DAYS=30\n  expected  more than DRYDOCK_STOP_AFTER_MINUTES, which is 43200 (30 days)',
      ),
    );
  });
});

describe('the instance lock', () => {
  test('refuses a second server of the instance, and names the first', () => {
    using _first = takeInstanceLock(folder.path);
    expect(() => takeInstanceLock(folder.path)).toThrow(InstanceInUse);
    const words = explainStartError(new InstanceInUse(4711), readSettings({}, true));
    expect(words?.join(' ')).toContain('the instance "main" is already running (process 4711)');
  });

  test('of a process that was killed is taken over', async () => {
    const child = spawn(process.execPath, ['-e', 'process.stdout.write("up");setInterval(()=>{},1e6)']);
    await once(child.stdout, 'data');
    const started = (await readFile(`/proc/${child.pid}/stat`, 'utf8')).split(') ')[1]?.split(' ')[19];
    await writeFile(join(folder.path, 'server.lock'), `${child.pid} ${started}`);
    expect(() => takeInstanceLock(folder.path)).toThrow(InstanceInUse);
    child.kill('SIGKILL');
    await once(child, 'close');
    using _taken = takeInstanceLock(folder.path);
    expect(await readFile(join(folder.path, 'server.lock'), 'utf8')).toMatch(new RegExp(`^${process.pid} `));
  });

  test('of another process with the same pid is taken over', async () => {
    await writeFile(join(folder.path, 'server.lock'), `${process.pid} 1`);
    using _taken = takeInstanceLock(folder.path);
    expect(await readFile(join(folder.path, 'server.lock'), 'utf8')).not.toBe(`${process.pid} 1`);
  });
});

describe('the launch token', () => {
  test('stays the same, and only its owner can read it', async () => {
    const token = readLaunchToken(folder.path);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(readLaunchToken(folder.path)).toBe(token);
    expect((await stat(join(folder.path, 'launch-token'))).mode & 0o777).toBe(0o600);
  });

  test('is made anew when its file holds something else', async () => {
    await writeFile(join(folder.path, 'launch-token'), 'guess-me');
    expect(readLaunchToken(folder.path)).toMatch(/^[\w-]{43}$/);
  });
});

test('a port in use is said with the command that chooses another one', () => {
  const error = Object.assign(new Error('listen EADDRINUSE'), { code: 'EADDRINUSE' });
  const words = explainStartError(error, readSettings({ PORT: '4400' }, true));
  expect(words).toEqual([
    'port 4400 is in use by another program.',
    'choose another one: PORT=4401 npm start',
  ]);
});

test('a full disk while preparing is told as one, with the folders that need room', () => {
  const settings = { stateDir: '/state', cacheDir: '/cache' };
  const script = new Error('build.sh ended with 1: tar: write error: No space left on device');
  expect(explainPreparationError(script, settings)).toEqual([
    expect.stringContaining('a disk is full'),
    expect.stringMatching(/\/state.*\/cache.*build\.sh ended with 1/),
  ]);
  expect(explainPreparationError(new Error('boom'), settings)[0]).toContain('boom');
});
