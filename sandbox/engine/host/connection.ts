import { setTimeout as wait } from 'node:timers/promises';
import type Dockerode from 'dockerode';
import { text } from '../texts.ts';
import { NoHostEngine } from './host-engine.ts';

/** A local engine answers in milliseconds, a remote one in less than a second. */
const pingTimeoutMs = 5_000;

export async function answers(docker: Dockerode): Promise<boolean> {
  const ending = new AbortController();
  const late = wait(pingTimeoutMs, false, { signal: ending.signal }).catch(() => false);
  const pinged = docker.ping().then(
    () => true,
    () => false,
  );
  return Promise.race([pinged, late]).finally(() => ending.abort());
}

/** Throws `NoHostEngine` for an engine that answers but cannot run sandboxes. */
export async function refuseUnfit(docker: Dockerode, where: string): Promise<void> {
  const info: { SecurityOptions?: string[] | null; OSType?: string } = await docker.info();
  if (info.OSType !== undefined && info.OSType !== 'linux') {
    throw new NoHostEngine(
      text(
        `\`${where}\`의 Docker Engine은 Windows 컨테이너를 실행해요. Linux 컨테이너로 바꾼 다음 다시 시작해 주세요.`,
        `The Docker Engine at \`${where}\` runs Windows containers. Switch it to Linux containers and start again.`,
      ),
    );
  }
  if (info.SecurityOptions?.some((option) => option.startsWith('name=rootless'))) {
    throw new NoHostEngine(
      text(
        `\`${where}\`의 Docker Engine은 rootless 모드라서 샌드박스를 실행할 수 없어요. rootless가 아닌 Docker Engine의 주소를 \`DOCKER_HOST\`에 넣고 다시 시작해 주세요.`,
        `The Docker Engine at \`${where}\` is a rootless one, which cannot run sandboxes. Set \`DOCKER_HOST\` to one that is not, and start again.`,
      ),
    );
  }
}
