import { access, readFile } from 'node:fs/promises';
import { text } from '../texts.ts';
import { type Finding, ok, warning } from './finding.ts';

/** Reads a kernel setting; undefined where this kernel has none of that name. */
export type ReadSetting = (path: string) => Promise<string | undefined>;

export const readSetting: ReadSetting = async (path) => {
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch {
    return undefined; // another kernel, or not Linux
  }
};

/** A sandbox needs one, its containers none of their own; the rest is room for a class. */
const userNamespacesWanted = 1_000;
/** Sandboxes of one uid range share them: a learner engine takes about three. */
const inotifyInstancesWanted = 128;

/** What of the kernel decides whether an unprivileged engine can run. On other systems the engine's own machine decides. */
export async function examineKernel(read: ReadSetting = readSetting): Promise<Finding[]> {
  if ((await read('/proc/sys/kernel/ostype')) !== 'Linux') return [];
  return Promise.all([
    examineNamespaces(read),
    examineInotify(read),
    examineAppArmor(read),
    examineSelinux(read),
    examineCgroups(),
  ]);
}

async function examineNamespaces(read: ReadSetting): Promise<Finding> {
  const max = Number(await read('/proc/sys/user/max_user_namespaces'));
  const clone = await read('/proc/sys/kernel/unprivileged_userns_clone');
  const found = `user.max_user_namespaces=${max}${clone === undefined ? '' : `, kernel.unprivileged_userns_clone=${clone}`}`;
  if (max >= userNamespacesWanted && clone !== '0') return ok('user-namespaces', found);
  return {
    id: 'user-namespaces',
    state: max < 1 || clone === '0' ? 'missing' : 'warning',
    found,
    mend: text(
      '`sysctl -w user.max_user_namespaces=10000 kernel.unprivileged_userns_clone=1`을 root로 실행해 주세요.',
      'As root, run `sysctl -w user.max_user_namespaces=10000 kernel.unprivileged_userns_clone=1`.',
    ),
  };
}

async function examineInotify(read: ReadSetting): Promise<Finding> {
  const instances = Number(await read('/proc/sys/fs/inotify/max_user_instances'));
  const found = `fs.inotify.max_user_instances=${instances}`;
  if (instances >= inotifyInstancesWanted) return ok('inotify', found);
  const mend = text(
    '`sysctl -w fs.inotify.max_user_instances=1024`를 root로 실행해 주세요. 샌드박스가 많을 때 부족해져요.',
    'As root, run `sysctl -w fs.inotify.max_user_instances=1024`; many sandboxes use them up.',
  );
  return warning('inotify', found, mend);
}

async function examineAppArmor(read: ReadSetting): Promise<Finding> {
  if ((await read('/sys/module/apparmor/parameters/enabled')) !== 'Y') return ok('apparmor', 'not in use');
  const restricted = (await read('/proc/sys/kernel/apparmor_restrict_unprivileged_userns')) === '1';
  const found = restricted ? 'in use, restricts user namespaces' : 'in use';
  const mend = text(
    'AppArmor가 켜진 컴퓨터에서는 아직 시험하지 못했어요. 샌드박스가 열리지 않으면 `sysctl -w kernel.apparmor_restrict_unprivileged_userns=0`을 root로 실행해 보세요.',
    'Untested with AppArmor. If sandboxes do not open, run `sysctl -w kernel.apparmor_restrict_unprivileged_userns=0` as root.',
  );
  return warning('apparmor', found, mend);
}

async function examineSelinux(read: ReadSetting): Promise<Finding> {
  if ((await read('/sys/fs/selinux/enforce')) !== '1') return ok('selinux', 'not enforcing');
  const mend = text(
    'SELinux가 켜진 컴퓨터에서는 아직 시험하지 못했어요.',
    'Untested with SELinux enforcing.',
  );
  return warning('selinux', 'enforcing', mend);
}

async function examineCgroups(): Promise<Finding> {
  const unified = await access('/sys/fs/cgroup/cgroup.controllers').then(
    () => true,
    () => false,
  );
  if (!unified)
    return ok('cgroups', "version 1: limits of learners' own containers (-m, --cpus) have no effect");
  const mend = text('cgroup v2에서는 아직 시험하지 못했어요.', 'Untested with cgroup version 2.');
  return warning('cgroups', 'version 2', mend);
}
