import type Dockerode from 'dockerode';
import { statusOf, unlessGone } from '../docker/docker-errors.ts';
import { openExec } from '../docker/exec-stream.ts';
import { hashOf } from '../images/file-hash.ts';
import { ofInstance, releaseOf, serviceLabels } from '../labels.ts';
import { containerNameOf, type ServiceName, serviceUser } from './service-names.ts';
import { type ServiceSurroundings, serviceContainer, servicesOf } from './service-spec.ts';

/** They start in a second; on a machine with fifty things to do at once in most of a minute. */
const answerTimeoutMs = 90_000;

/** Starts a service, or goes on with the one that runs if it is the same; resolves when it answers. */
export async function ensureService(
  docker: Dockerode,
  name: ServiceName,
  surroundings: ServiceSurroundings,
  signal: AbortSignal,
): Promise<void> {
  const { instance, imageId } = surroundings;
  const service = servicesOf(surroundings)[name];
  const release = hashOf(imageId, JSON.stringify(service));
  const containerName = containerNameOf(instance, name);
  const container = docker.getContainer(containerName);
  if (!(await isSame(docker, instance, containerName, release))) {
    await unlessGone(() => container.remove({ force: true }));
    const labels = serviceLabels(instance, release);
    const user = serviceUser[name];
    await docker.createContainer(serviceContainer(service, { user, name: containerName, imageId, labels }));
  }
  await container.start().catch((error: unknown) => {
    // Engine API, "Start a container": 304 when it runs already.
    if (statusOf(error) !== 304) throw error;
  });
  await awaitAnswer(container, service.probe, signal);
}

/** By the list, so that a container of the same name that is not ours is never taken for it. */
async function isSame(docker: Dockerode, instance: string, name: string, release: string): Promise<boolean> {
  const own = await docker.listContainers({ all: true, filters: ofInstance(instance, 'service') });
  return own.some(({ Names, Labels }) => Names.includes(`/${name}`) && releaseOf(Labels) === release);
}

async function awaitAnswer(
  container: Dockerode.Container,
  probe: string,
  signal: AbortSignal,
): Promise<void> {
  const either = AbortSignal.any([signal, AbortSignal.timeout(answerTimeoutMs)]);
  const argv = ['sh', '-c', `until { ${probe}; } >/dev/null 2>&1; do sleep 0.1; done`];
  // As the sandboxes' own user: a socket that they may not open is no service.
  const exec = await openExec(container, { argv, signal: either });
  exec.stdin.end();
  exec.stdout.resume();
  exec.stderr.resume();
  const code = await exec.exitCode;
  if (code !== 0) throw new Error(`its probe ended with ${code}`);
}

/** All of this instance's, whatever release made them. */
export async function removeServices(docker: Dockerode, instance: string): Promise<void> {
  const own = await docker.listContainers({ all: true, filters: ofInstance(instance, 'service') });
  await Promise.all(
    own.map(({ Id: id }) => unlessGone(() => docker.getContainer(id).remove({ force: true }))),
  );
}
