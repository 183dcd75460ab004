import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAtEngine } from '../../sandbox/checks/engine-life.ts';
import { setStartState } from '../../sandbox/checks/start-state.ts';
import type { Sandbox, SandboxEngine } from '../../sandbox/engine/port.ts';
import { endEngine, useEngine } from '../support/engine.ts';
import { newSession, run, succeed } from '../support/sandbox.ts';

let engine: SandboxEngine;
let sandbox: Sandbox;
beforeAll(async () => {
  engine = (await useEngine()).engine;
  sandbox = await engine.create(newSession());
});
afterAll(endEngine);

const signal = new AbortController().signal;

describe('the learner engine as a service', () => {
  it('is stopped and started by the learner, in another life each time', async () => {
    const before = await lookAtEngine(sandbox, signal);
    await succeed(sandbox, 'docker run -d --name kept busybox:1.35 sleep 600 && sudo service docker stop');
    expect(await run(sandbox, 'service docker status')).toMatchObject({
      code: 3,
      stdout: 'Docker is not running.\n',
    });
    expect((await run(sandbox, 'docker ps')).stderr).toContain('Is the docker daemon running?');
    await expect(lookAtEngine(sandbox, signal)).rejects.toMatchObject({ reason: 'engine-stopped' });
    await succeed(sandbox, 'sudo service docker start && service docker status');
    expect(await succeed(sandbox, 'docker ps -a --format "{{.Names}} {{.State}}"')).toBe('kept exited');
    expect((await lookAtEngine(sandbox, signal)).id).not.toBe(before.id);
    const third = await succeed(sandbox, 'sudo service docker restart >/dev/null && docker start kept');
    expect(third).toBe('kept');
    // `docker run` would warn if forwarding was off when the engine started, and it is off again afterwards.
    expect(
      await succeed(sandbox, 'docker run --rm busybox:1.35 true 2>&1; cat /proc/sys/net/ipv4/ip_forward'),
    ).toBe('0');
  });

  it('may only be stopped by root, and starting or stopping twice is harmless', async () => {
    expect((await run(sandbox, 'service docker stop')).code).toBe(1);
    await succeed(
      sandbox,
      'sudo service docker start && sudo service docker stop && sudo service docker stop',
    );
    await succeed(sandbox, 'sudo service docker start && docker ps');
  });

  it('says why the engine does not start, and starts it once that is mended', async () => {
    await succeed(sandbox, 'sudo service docker stop');
    await succeed(sandbox, 'sudo mkdir -p /etc/docker && echo nonsense | sudo tee /etc/docker/daemon.json');
    const failed = await run(sandbox, 'sudo service docker start');
    expect(failed).toMatchObject({ code: 1, stdout: 'Starting Docker: docker failed!\n' });
    expect(failed.stderr).toContain('daemon.json');
    await succeed(sandbox, 'sudo rm /etc/docker/daemon.json && sudo service docker start && docker ps');
  });

  it('is stopped, not crashed, when it gets a SIGTERM', async () => {
    await succeed(
      sandbox,
      'sudo kill $(cat /run/docker.pid); while service docker status; do sleep 0.1; done',
    );
    await succeed(sandbox, 'sudo service docker start && docker ps');
  });

  it('runs again before the start state of a lesson is set, however it was left', async () => {
    await succeed(sandbox, 'sudo chmod 000 /run/docker.sock');
    await setStartState(sandbox, ['docker ps'], signal);
    await succeed(sandbox, 'sudo service docker stop');
    await setStartState(sandbox, ['docker ps'], signal);
    // Another dockerd on the same socket, which the server cannot reach.
    await succeed(sandbox, 'sudo service docker stop; sudo sh -c "dockerd >/dev/null 2>&1 &"');
    await succeed(sandbox, 'until docker version >/dev/null 2>&1; do sleep 0.1; done');
    await setStartState(sandbox, ['docker ps'], signal);
    await succeed(sandbox, 'pgrep -f "^dockerd --rootless" && test "$(pgrep -xc dockerd)" = 1');
  });

  it('does not keep a sandbox from being frozen, thawed, taken up, stopped and started', async () => {
    await succeed(sandbox, 'sudo service docker stop');
    await sandbox.freeze();
    await sandbox.start();
    await (await engine.get(sandbox.session)).start();
    expect((await run(sandbox, 'service docker status')).code).toBe(3);
    await sandbox.stop();
    expect(await sandbox.state()).toBe('stopped');
    // A machine that was switched off and on starts its services.
    await sandbox.start();
    await succeed(sandbox, 'docker ps');
  });
});
