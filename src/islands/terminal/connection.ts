import { closeCode } from '../../../sandbox/contract/errors.ts';
import {
  type ClientControl,
  protocolVersion,
  type ServerControl,
  serverControl,
  terminalSubprotocol,
} from '../../../sandbox/contract/frames.ts';
import { backoffMs } from '../../lib/backoff.ts';

/** `ended`: this terminal will not come back (the sandbox changed). `outdated`: only a newer page can go on. */
export type ConnectionState =
  | 'connecting'
  | 'open'
  | 'reconnecting'
  | 'exited'
  | 'ended'
  | 'not-signed-in'
  | 'outdated';

export interface TerminalConnection {
  send(bytes: Uint8Array): void;
  control(message: ClientControl): void;
  /** Connects again at once: after the shell ended, this starts a new one. */
  reconnect(): void;
  close(): void;
}

export interface ConnectionEvents {
  size(): { cols: number; rows: number };
  control(message: ServerControl): void;
  output(bytes: Uint8Array): void;
  state(state: ConnectionState): void;
}

/** Keys beyond this wait in the socket already: the server has stopped reading, more would only pile up. */
const maxBufferedBytes = 1024 * 1024;

const lasting: Partial<Record<number, ConnectionState>> = {
  [closeCode.notSignedIn]: 'not-signed-in',
  [closeCode.unknownTerminal]: 'ended',
  [closeCode.sessionEnded]: 'ended',
  [closeCode.unsupportedVersion]: 'outdated',
};

/** The terminal socket (`docs/protocol.md`), connected again after every loss until closed. */
export function connectTerminal(address: string, events: ConnectionEvents): TerminalConnection {
  let socket: WebSocket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;
  let closed = false;
  let exited = false;

  const isOpen = () => socket?.readyState === WebSocket.OPEN;
  const control = (message: ClientControl) => {
    if (isOpen()) socket?.send(JSON.stringify(message));
  };

  function connect() {
    clearTimeout(timer);
    exited = false;
    const url = new URL(address, location.href);
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
    const current = new WebSocket(url, terminalSubprotocol);
    current.binaryType = 'arraybuffer';
    current.onopen = () => control({ type: 'hello', version: protocolVersion, ...events.size() });
    current.onmessage = ({ data }) => {
      if (current === socket) receive(data);
    };
    current.onclose = ({ code }) => {
      if (current === socket) lost(code);
    };
    socket = current;
  }

  function receive(data: unknown) {
    if (data instanceof ArrayBuffer) return events.output(new Uint8Array(data));
    const message = serverControl.safeParse(parseJson(data));
    if (!message.success)
      return console.warn('A control frame of an unknown shape was left out.', message.error);
    if (message.data.type === 'ready') {
      attempt = 0;
      events.state('open');
    }
    if (message.data.type === 'exit') {
      exited = true;
      events.state('exited');
    }
    events.control(message.data);
  }

  function lost(code: number) {
    if (closed || exited) return;
    const end = lasting[code];
    if (end !== undefined) return events.state(end);
    events.state('reconnecting');
    timer = setTimeout(connect, backoffMs(attempt++));
  }

  const now = () => {
    if (closed || exited || isOpen() || timer === undefined) return;
    connect();
  };
  window.addEventListener('online', now);

  events.state('connecting');
  connect();
  return {
    control,
    send(bytes) {
      // The copy is what the socket's type asks for: a view of an ArrayBuffer, never of shared memory.
      if (isOpen() && (socket?.bufferedAmount ?? 0) < maxBufferedBytes) socket?.send(new Uint8Array(bytes));
    },
    reconnect() {
      const old = socket;
      attempt = 0;
      events.state('connecting');
      connect();
      old?.close(closeCode.normal);
    },
    close() {
      closed = true;
      clearTimeout(timer);
      window.removeEventListener('online', now);
      socket?.close(closeCode.normal);
    },
  };
}

function parseJson(data: unknown): unknown {
  try {
    return JSON.parse(String(data));
  } catch {
    return undefined;
  }
}
