import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { testSurroundings } from '../../support/engine.ts';

export interface LiveServer extends AsyncDisposable {
  readonly url: string;
  /** Signs a browser in. */
  readonly launchUrl: string;
  /** Ends without a word, as a crash does. */
  kill(): Promise<void>;
  start(): Promise<void>;
}

const instance = 'test-site';
/** Beside the state of the other tests' instance. */
const stateDir = path.dirname(testSurroundings.stateDir);

/**
 * Forgets the learner of an earlier run; the server removes a sandbox that it does not know. What took long to prepare
 * stays.
 */
async function forgetLearner() {
  for (const end of ['', '-wal', '-shm']) {
    await rm(path.join(stateDir, instance, `store.sqlite${end}`), { force: true });
  }
}

/** The real server in a process of its own, with an instance of its own: what `npm start` runs after its set-up. */
export async function startLiveServer(): Promise<LiveServer> {
  const port = await freePort();
  let child: ChildProcess | undefined;
  let launchUrl = '';

  async function start() {
    const env = {
      ...process.env,
      PORT: String(port),
      DRYDOCK_INSTANCE: instance,
      DRYDOCK_STATE_DIR: stateDir,
      DRYDOCK_CACHE_DIR: testSurroundings.cacheDir,
    };
    child = spawn(process.execPath, ['sandbox/main.ts'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    launchUrl = await readLaunchUrl(child);
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM') {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }

  await forgetLearner();
  await start();
  return {
    url: `http://127.0.0.1:${port}`,
    get launchUrl() {
      return launchUrl;
    },
    start,
    kill: () => end('SIGKILL'),
    [Symbol.asyncDispose]: () => end('SIGTERM'),
  };
}

function readLaunchUrl(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk: Buffer) => {
      said += chunk;
      const address = /http:\/\/\S+\/launch\?token=\S+/.exec(said)?.[0];
      if (address) resolve(address);
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', (code) => reject(new Error(`the server ended (${code}):\n${said}`)));
  });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
