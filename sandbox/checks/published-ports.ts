import { randomBytes } from 'node:crypto';
import type { Sandbox } from '../engine/port.ts';
import { type ContainerState, containersOf } from './collectors.ts';
import { type Collector, CouldNotCollect } from './evidence.ts';
import { readScript } from './sandbox-script.ts';

const timeLimitSeconds = 5;
/** Longer answers are cut. */
const maxBodyBytes = 4_096;
/** curl(1), "Exit codes". */
const curlTimedOut = 28;
/** The newest containers count. */
const maxAsked = 3;

/** A running container with what its published port answered over HTTP. */
export interface PortAnswer {
  container: string;
  hostPort: number;
  /** A word that nobody could know before; it stands in the path for `NONCE`. */
  nonce: string;
  /** The beginning of what came back; undefined when nobody answered, or not with 200. */
  body: string | undefined;
}

/**
 * Asks the newest running containers of an image at the host ports that are published for `containerPort` (`8091/tcp`), from
 * within the sandbox.
 */
export function portAnswers(reference: string, containerPort: string, path: string): Collector<PortAnswer[]> {
  return {
    kind: 'port-answers',
    async collect(context) {
      const made = await containersOf(reference).collect(context);
      const published = made.flatMap((box) => publishedAt(box, containerPort)).slice(0, maxAsked);
      return Promise.all(
        published.map(async ({ container, hostPort }) => {
          const nonce = randomBytes(6).toString('hex');
          const url = `http://127.0.0.1:${hostPort}${path.replace('NONCE', nonce)}`;
          return { container, hostPort, nonce, body: await ask(context.sandbox, url, context.signal) };
        }),
      );
    },
  };
}

function publishedAt({ name: container, running, ports }: ContainerState, containerPort: string) {
  const port = running ? ports.find((each) => each.container === containerPort) : undefined;
  return port ? [{ container, hostPort: port.host }] : [];
}

async function ask(sandbox: Sandbox, url: string, signal: AbortSignal): Promise<string | undefined> {
  const { exitCode, stdout } = await readScript(
    sandbox,
    {
      argv: [
        'bash',
        '-o',
        'pipefail',
        '-c',
        'curl --silent --fail --max-time 3 "$1" | head -c "$2"',
        'ask',
        url,
        String(maxBodyBytes),
      ],
      as: 'learner',
    },
    { timeLimitSeconds, signal, maxBytes: maxBodyBytes + 1 },
  );
  if (exitCode === curlTimedOut && stdout.length === 0)
    throw new CouldNotCollect('timed-out', 'a published port took the connection and gave no answer');
  return stdout.length > 0 ? stdout.toString('utf8') : undefined;
}
