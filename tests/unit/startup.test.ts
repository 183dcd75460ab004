import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { InstanceInUse, takeInstanceLock } from '../../sandbox/startup/instance-lock.ts';
import { readLaunchToken } from '../../sandbox/startup/launch-token.ts';
import { readSettings, SettingsError } from '../../sandbox/startup/settings.ts';
import { explainStartError } from '../../sandbox/startup/start-error.ts';
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
