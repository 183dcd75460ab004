import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { examineHostEngine } from '../../sandbox/engine/doctor/host-engine.ts';
import { examineKernel } from '../../sandbox/engine/doctor/kernel.ts';
import {
  examineDisk,
  examineMemory,
  examinePlatform,
  examinePort,
} from '../../sandbox/engine/doctor/machine.ts';
import { servicesFinding } from '../../sandbox/engine/doctor/services.ts';
import { serviceNames } from '../../sandbox/engine/services/service-names.ts';

const kernel = (settings: Record<string, string>) => async (path: string) =>
  ({ '/proc/sys/kernel/ostype': 'Linux', ...settings })[path];
const good = {
  '/proc/sys/user/max_user_namespaces': '60000',
  '/proc/sys/fs/inotify/max_user_instances': '128',
};
const stateOf = async (settings: Record<string, string>, id: string) =>
  (await examineKernel(kernel({ ...good, ...settings }))).find((finding) => finding.id === id)?.state;

test('a kernel without user namespaces cannot run sandboxes, and the command that mends it is named', async () => {
  expect(await stateOf({}, 'user-namespaces')).toBe('ok');
  expect(await stateOf({ '/proc/sys/user/max_user_namespaces': '0' }, 'user-namespaces')).toBe('missing');
  expect(await stateOf({ '/proc/sys/kernel/unprivileged_userns_clone': '0' }, 'user-namespaces')).toBe(
    'missing',
  );
  const [finding] = await examineKernel(kernel({ ...good, '/proc/sys/user/max_user_namespaces': '0' }));
  expect(finding?.mend?.en.map((part) => part.text).join('')).toContain(
    'sysctl -w user.max_user_namespaces=10000',
  );
});

test('AppArmor and SELinux are warned of, because nobody has run it there', async () => {
  expect(await stateOf({ '/sys/module/apparmor/parameters/enabled': 'Y' }, 'apparmor')).toBe('warning');
  expect(await stateOf({ '/sys/fs/selinux/enforce': '1' }, 'selinux')).toBe('warning');
  expect(await stateOf({}, 'apparmor')).toBe('ok');
});

test('another kernel than Linux has nothing to look at', async () => {
  expect(await examineKernel(async () => undefined)).toEqual([]);
});

test('little memory is a warning, an unknown platform too', () => {
  expect(examineMemory(2 * 1024 ** 3).state).toBe('warning');
  expect(examineMemory(24 * 1024 ** 3).state).toBe('ok');
  expect(examinePlatform('darwin', 'arm64', 'v24').state).toBe('warning');
});

test('the disk is looked at where the state will be, even before that folder is there', async () => {
  expect((await examineDisk('/tmp/not/there/yet')).found).toMatch(/GiB free at \/tmp$/);
});

test('a port in use is told with a command for another one', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const finding = await examinePort('127.0.0.1', port);
  server.close();
  expect(finding.state).toBe('warning');
  expect(finding.mend?.en.map((part) => part.text).join('')).toContain(`PORT=${port + 1} npm start`);
});

test('no engine, no root: missing, with what to do', async () => {
  const finding = await examineHostEngine({
    dockerHost: 'unix:///nowhere/docker.sock',
    home: '/nowhere',
    isRoot: false,
    platform: 'linux',
    systems: ['fedora'],
  });
  expect(finding.state).toBe('missing');
  expect(finding.mend?.en.map((part) => part.text).join('')).toContain('does not answer');
});

test('a course service that does not run is named, and only a limit', () => {
  expect(servicesFinding(new Set(serviceNames)).state).toBe('ok');
  const finding = servicesFinding(new Set(['mirror', 'gate'] as const));
  expect(finding).toMatchObject({ id: 'services', state: 'warning', found: 'not running: hub, packages' });
});
