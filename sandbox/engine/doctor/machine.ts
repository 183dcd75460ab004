import { statfs } from 'node:fs/promises';
import { createServer } from 'node:net';
import { totalmem } from 'node:os';
import { dirname } from 'node:path';
import { text } from '../texts.ts';
import { type Finding, missing, ok, warning } from './finding.ts';

const gib = 1024 ** 3;
/** One sandbox is limited to 2 GiB; the host engine, the server and the system need the rest. */
const memoryWantedBytes = 3.5 * gib;
/** Root file systems, images and golden store take about 3.5 GB; the rest is for learners. */
const diskWantedBytes = 6 * gib;

export function examinePlatform(platform: string, architecture: string, node: string): Finding {
  const found = `${platform} ${architecture}, Node ${node}`;
  if (platform === 'linux' && architecture === 'x64') return ok('platform', found);
  return warning(
    'platform',
    found,
    text('이 플랫폼에서는 아직 시험하지 못했어요.', 'Untested on this platform.'),
  );
}

export function examineMemory(bytes: number = totalmem()): Finding {
  const found = `${(bytes / gib).toFixed(1)} GiB`;
  if (bytes >= memoryWantedBytes) return ok('memory', found);
  return warning(
    'memory',
    found,
    text('메모리가 4 GiB 이상이면 좋아요.', '4 GiB of memory or more are advised.'),
  );
}

export async function examineDisk(folder: string): Promise<Finding> {
  const { path, bytes } = await freeSpace(folder);
  const found = `${(bytes / gib).toFixed(1)} GiB free at ${path}`;
  if (bytes >= diskWantedBytes) return ok('disk', found);
  const mend = text(
    `\`${path}\`이(가) 있는 디스크에 6 GiB 이상을 비우거나 \`DRYDOCK_STATE_DIR\`로 다른 곳을 정해 주세요.`,
    `Free 6 GiB on the disk of \`${path}\`, or choose another place with \`DRYDOCK_STATE_DIR\`.`,
  );
  return missing('disk', found, mend);
}

/** Of the nearest folder that exists already. */
async function freeSpace(folder: string): Promise<{ path: string; bytes: number }> {
  try {
    const { bavail, bsize } = await statfs(folder);
    return { path: folder, bytes: bavail * bsize };
  } catch (error) {
    if (dirname(folder) === folder) throw error;
    return freeSpace(dirname(folder));
  }
}

export async function examinePort(host: string, port: number): Promise<Finding> {
  const free = await new Promise<boolean>((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
  if (free) return ok('port', `${host}:${port} is free`);
  const mend = text(
    `Drydock이 이미 켜져 있다면 괜찮아요. 아니면 \`PORT=${port + 1} npm start\`처럼 다른 포트를 쓰세요.`,
    `Fine if Drydock is running already; else use another port, as in \`PORT=${port + 1} npm start\`.`,
  );
  return warning('port', `${host}:${port} is in use`, mend);
}
