import { Agent, type IncomingMessage, request } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Sandbox, SandboxError } from './port.ts';

/** The version that the sandbox image's dockerd 26.1 speaks. */
const apiVersion = 'v1.45';
/** `docker inspect` of an image is a few kilobytes; the list of changes after a package installation is a megabyte. */
const maxBodyBytes = 16 * 1024 * 1024;
/** Answers take milliseconds; `system df` on a busy machine takes seconds. */
const requestTimeoutMs = 20_000;

/**
 * Connections come by exec: `createConnection` gives one at once, or the agent would count them late and open too many.
 * A new one takes 150 ms and a request 4 ms, so a check's dozen requests wait for one another: one connection is for the
 * stream of events, two are kept for all else.
 */
class SandboxAgent extends Agent {
  readonly #sandbox: Sandbox;
  constructor(sandbox: Sandbox) {
    super({ keepAlive: true, maxSockets: 3, maxFreeSockets: 2, scheduling: 'lifo' });
    this.#sandbox = sandbox;
  }
  override createConnection(): Duplex {
    return this.#sandbox.dialLearnerEngine();
  }
}

/** GET requests to one sandbox's learner engine, bounded in size and time. */
export class LearnerEngineHttp {
  readonly #agent: Agent;

  constructor(sandbox: Sandbox) {
    this.#agent = new SandboxAgent(sandbox);
  }

  /** The body as JSON; undefined when the engine says 404. Throws `SandboxError`. */
  async json(path: string, signal?: AbortSignal): Promise<unknown> {
    const limit = AbortSignal.timeout(requestTimeoutMs);
    const either = signal ? AbortSignal.any([signal, limit]) : limit;
    try {
      const response = await this.#open(path, either);
      const body = await readAtMost(response, maxBodyBytes);
      if (response.statusCode === 404) return undefined;
      if (response.statusCode !== 200) throw failed(`status ${response.statusCode}`);
      return JSON.parse(body);
    } catch (error) {
      signal?.throwIfAborted();
      if (limit.aborted) {
        throw new SandboxError('timed-out', 'the learner engine did not answer in time', { cause: error });
      }
      throw error instanceof SandboxError ? error : failed('the learner engine did not answer', error);
    }
  }

  /** An answer without an end: whoever reads it sees to bounds. */
  async stream(path: string, signal: AbortSignal): Promise<IncomingMessage> {
    const response = await this.#open(path, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      throw failed('the learner engine did not answer', error);
    });
    if (response.statusCode === 200) return response;
    response.destroy();
    throw failed(`status ${response.statusCode}`);
  }

  end(): void {
    this.#agent.destroy();
  }

  #open(path: string, signal: AbortSignal): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const options = { agent: this.#agent, host: 'learner-engine', path: `/${apiVersion}${path}`, signal };
      const sent = request({ ...options, maxHeaderSize: 16 * 1024 }, resolve);
      sent.on('error', reject);
      sent.end();
    });
  }
}

const failed = (message: string, cause?: unknown) =>
  new SandboxError('learner-engine-failed', message, { cause });

async function readAtMost(response: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    const buffer: Buffer = chunk;
    bytes += buffer.length;
    if (bytes > maxBytes) throw failed(`an answer of more than ${maxBytes} bytes`);
    chunks.push(buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
