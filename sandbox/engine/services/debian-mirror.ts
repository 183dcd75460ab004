import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where packages come from: the archive and its security updates. */
export interface DebianMirror {
  debian: URL;
  security: URL;
}

const usual = {
  debian: new URL('http://deb.debian.org/debian'),
  security: new URL('http://security.debian.org/debian-security'),
};

/** What this machine itself uses where it is a Debian, else Debian's own. */
export async function debianMirror(folder = '/etc/apt'): Promise<DebianMirror> {
  const listed = await readdir(join(folder, 'sources.list.d')).catch(() => []);
  const files = ['sources.list', ...listed.sort().map((name) => join('sources.list.d', name))];
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8').catch(() => '')));
  return mirrorIn(texts.join('\n'));
}

/** From the text of sources.list(5), in either of its formats. */
export function mirrorIn(sources: string): DebianMirror {
  const addresses = sources
    .split('\n')
    .filter((line) => /^\s*(deb|URIs:)\s/.test(line))
    .flatMap((line) => line.match(/\bhttps?:\/\/[^\s\]]+/g) ?? [])
    .filter((address) => URL.canParse(address))
    .map((address) => new URL(address.replace(/\/+$/, '')));
  const find = (path: string) =>
    addresses.find(({ pathname, username }) => pathname === path && username === '');
  return {
    debian: find('/debian') ?? usual.debian,
    security: find('/debian-security') ?? usual.security,
  };
}

/** For socat: the one place that a socket of the gate leads to. */
export function gateAddress({ protocol, hostname, port }: URL): string {
  if (protocol === 'https:') {
    const name = `commonname=${hostname},snihost=${hostname}`;
    return `OPENSSL:${hostname}:${port || 443},connect-timeout=8,verify=1,cafile=/etc/ssl/certs/ca-certificates.crt,${name}`;
  }
  return `TCP:${hostname}:${port || 80},connect-timeout=8`;
}

/** For apt-cacher-ng, which asks its proxy (the gate) in plain HTTP. */
export const plainAddress = ({ host, pathname }: URL) => `http://${host}${pathname}`;
