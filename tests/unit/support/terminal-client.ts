import { once } from 'node:events';
import { WebSocket } from 'ws';
import {
  type ClientControl,
  type ServerControl,
  serverControl,
  terminalSubprotocol,
} from '../../../sandbox/contract/frames.ts';
import { until } from './until.ts';

/** A client of the terminal socket that keeps everything it was sent. Acknowledges only when told to. */
export class TerminalClient {
  readonly socket: WebSocket;
  readonly controls: ServerControl[] = [];
  /** Bytes and control frames in the order in which they came. */
  readonly log: (string | ServerControl)[] = [];
  bytes = 0;
  closed: number | undefined;

  constructor(url: string, options: { headers?: Record<string, string>; protocols?: string[] } = {}) {
    const { headers = {}, protocols = [terminalSubprotocol] } = options;
    this.socket = new WebSocket(url, protocols, { headers });
    this.socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) {
        this.bytes += data.length;
        this.log.push(data.toString());
      } else {
        const message = serverControl.parse(JSON.parse(data.toString()));
        this.controls.push(message);
        this.log.push(message);
      }
    });
    this.socket.on('close', (code) => {
      this.closed = code;
    });
    // Refused handshakes are seen by whoever waits for `open`.
    this.socket.on('error', () => {});
  }

  get text(): string {
    return this.log.filter((entry) => typeof entry === 'string').join('');
  }

  async opened(): Promise<this> {
    if (this.socket.readyState === WebSocket.CONNECTING) await once(this.socket, 'open');
    return this;
  }

  async hello(size = { cols: 80, rows: 24 }): Promise<ServerControl> {
    await this.opened();
    this.control({ type: 'hello', version: 1, ...size });
    return this.waitFor('ready');
  }

  control(message: ClientControl): void {
    this.socket.send(JSON.stringify(message));
  }

  waitFor(type: ServerControl['type']): Promise<ServerControl> {
    return until(() => this.controls.find((message) => message.type === type));
  }

  /** The close code, and the name in the error frame before it. */
  async end(): Promise<{ code: number; error: string | undefined }> {
    const code = await until(() => this.closed);
    const error = this.controls.find((message) => message.type === 'error');
    return { code, error: error?.type === 'error' ? error.code : undefined };
  }
}
