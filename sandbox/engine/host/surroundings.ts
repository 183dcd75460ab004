import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import type { Surroundings } from './host-engine.ts';

export async function lookAround(dockerHost: string | undefined): Promise<Surroundings> {
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return {
    dockerHost,
    home: homedir(),
    isRoot: process.getuid?.() === 0,
    platform: process.platform,
    systems: systemsOf(release),
  };
}

/** `ID` first, then what it is like: `ubuntu`, `debian`. */
export function systemsOf(release: string): string[] {
  const value = (key: string) => new RegExp(`^${key}="?([^"\n]*)"?$`, 'm').exec(release)?.[1] ?? '';
  return [value('ID'), ...value('ID_LIKE').split(' ')].filter((name) => name !== '');
}

export const isDebianLike = (surroundings: Surroundings) =>
  surroundings.platform === 'linux' &&
  surroundings.systems.some((name) => name === 'debian' || name === 'ubuntu');
