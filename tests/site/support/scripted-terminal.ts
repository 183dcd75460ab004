import type { WebSocket } from 'ws';
import { type ClientControl, clientControl, serverControl } from '../../../sandbox/contract/frames.ts';
import type { ScriptedServer } from './scripted-server.ts';

/** The server's end of a terminal, in the hands of a test: what the page sent, and what it is told. */
export interface ScriptedTerminal {
  /** Bytes of all input frames so far, as text. */
  input(): string;
  readonly controls: ClientControl[];
  readonly connections: number;
  /** What a connection is greeted with. */
  replay: string;
  output(text: string): void;
  control(message: unknown): void;
  close(code: number): void;
}

export function scriptTerminal(server: ScriptedServer): ScriptedTerminal {
  const frames: Buffer[] = [];
  const controls: ClientControl[] = [];
  let connections = 0;
  let current: WebSocket | undefined;

  server.onTerminal = (socket) => {
    connections += 1;
    current = socket;
    socket.on('message', (data: Buffer, isBinary) => {
      if (isBinary) {
        frames.push(data);
        return;
      }
      const message = clientControl.parse(JSON.parse(data.toString()));
      controls.push(message);
      if (message.type === 'hello') greet(message);
    });
  };

  function greet({ cols, rows }: { cols: number; rows: number }) {
    const bytes = Buffer.from(terminal.replay);
    terminal.control({ type: 'ready', version: 1, replayBytes: bytes.length, cols, rows });
    if (bytes.length > 0) current?.send(bytes);
  }

  const terminal: ScriptedTerminal = {
    input: () => Buffer.concat(frames).toString(),
    controls,
    get connections() {
      return connections;
    },
    replay: '$ ',
    output: (text) => current?.send(Buffer.from(text)),
    control: (message) => current?.send(JSON.stringify(serverControl.parse(message))),
    close: (code) => current?.close(code),
  };
  return terminal;
}
