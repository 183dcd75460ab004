import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import type { TypedCommand } from '../../sandbox/checks/record.ts';
import { closeCode } from '../../sandbox/contract/errors.ts';
import {
  maxControlFrameBytes,
  maxInputFrameBytes,
  outputWindowBytes,
  replayBytes,
  terminalSubprotocol,
} from '../../sandbox/contract/frames.ts';
import { terminalId } from '../../sandbox/contract/ids.ts';
import { SandboxError } from '../../sandbox/engine/port.ts';
import type { Failure } from '../../sandbox/terminal/control-frames.ts';
import { maxQueuedInputBytes } from '../../sandbox/terminal/input-flow.ts';
import { type TerminalPlace, Terminals } from '../../sandbox/terminal/terminals.ts';
import { type TerminalTiming, terminalTiming } from '../../sandbox/terminal/timing.ts';
import { FakeSandbox, type FakeShell } from './support/fake-sandbox.ts';
import { session } from './support/store.ts';
import { TerminalClient } from './support/terminal-client.ts';
import { until } from './support/until.ts';

const terminal = terminalId.parse('main');
const osc = (text: string) => `\x1b]${text}\x07`;

let sandbox: FakeSandbox;
let commands: TypedCommand[];
let warnings: string[];
/** What counts as activity: `typed` and `printed`, as they came. */
let activity: string[];
let elapsedMs: number;
let terminals: Terminals;
let server: Server;
let url: string;
let place: TerminalPlace | Failure;
const clients: TerminalClient[] = [];

beforeEach(() => start());
afterEach(async () => {
  for (const client of clients.splice(0)) client.socket.terminate();
  terminals[Symbol.dispose]();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function start(timing: Partial<TerminalTiming> = {}) {
  sandbox = new FakeSandbox(session);
  commands = [];
  warnings = [];
  activity = [];
  elapsedMs = 0;
  place = { session, terminal };
  terminals = new Terminals({
    sandboxOf: async () => sandbox,
    commandEnded: (_session, command) => commands.push(command),
    typed: (id) => activity.push(`typed ${id}`),
    printed: (id) => activity.push(`printed ${id}`),
    elapsedMs: () => elapsedMs,
    nonceKey: 'secret',
    now: () => new Date(),
    log: {
      info: () => {},
      warn: (details, message) => warnings.push(`${message} ${JSON.stringify(details)}`),
      error: () => {},
    },
    timing: { ...terminalTiming, ...timing },
  });
  server = createServer();
  const sockets = new WebSocketServer({
    server,
    skipUTF8Validation: true,
    handleProtocols: (offered) => offered.has(terminalSubprotocol) && terminalSubprotocol,
  });
  sockets.on('connection', (socket) => terminals.accept({ socket, language: 'en', place }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function restart(timing: Partial<TerminalTiming>) {
  terminals[Symbol.dispose]();
  server.close();
  await start(timing);
}

function connect(protocols?: string[]): TerminalClient {
  const client = new TerminalClient(url, protocols && { protocols });
  clients.push(client);
  return client;
}

async function open(): Promise<{ client: TerminalClient; shell: FakeShell }> {
  const client = connect();
  await client.hello();
  return { client, shell: shell() };
}

function shell(): FakeShell {
  const found = sandbox.shells.get(terminal);
  if (!found) throw new Error('no shell was started');
  return found;
}

const input = (client: TerminalClient, text: string) => client.socket.send(Buffer.from(text));

test('carries bytes both ways, Hangul whole', async () => {
  const { client, shell } = await open();
  input(client, '도커 ps\r');
  await until(() => shell.typed === '도커 ps\r');
  await shell.print('도커\r\n');
  await until(() => client.text === '도커\r\n');
  expect(client.controls).toEqual([{ type: 'ready', version: 1, replayBytes: 0, cols: 80, rows: 24 }]);
});

describe('activity is', () => {
  test('keys and what programs print', async () => {
    const { client, shell } = await open();
    input(client, 'ls\r');
    await until(() => activity.length === 1);
    elapsedMs += 60_000;
    await shell.print('file');
    await until(() => activity.length === 2);
    expect(activity).toEqual([`typed ${session}`, `printed ${session}`]);
  });

  test('a key while the shell is still being attached', async () => {
    const gate = Promise.withResolvers<void>();
    sandbox.attaching = gate.promise;
    const client = await connect().opened();
    client.control({ type: 'hello', version: 1, cols: 80, rows: 24 });
    input(client, 'x');
    await until(() => activity.length === 1);
    gate.resolve();
    await until(() => sandbox.shells.get(terminal)?.typed === 'x');
  });

  test('neither a page that connects again, nor what it sees again', async () => {
    const { client, shell } = await open();
    elapsedMs += 60_000;
    client.socket.terminate();
    await until(() => shell.connections === 0);
    await shell.print('meanwhile');
    const again = connect();
    await again.hello();
    await until(() => again.text === 'meanwhile');
    expect(activity).toEqual([]);
  });

  test('not a prompt that is drawn again in another size', async () => {
    const { client, shell } = await open();
    elapsedMs += 60_000;
    client.control({ type: 'resize', cols: 100, rows: 30 });
    await until(() => shell.sizes.at(-1)?.cols === 100);
    elapsedMs += 999;
    await shell.print('$ ');
    await until(() => client.text === '$ ');
    expect(activity).toEqual([]);
    elapsedMs += 1;
    await shell.print('log');
    await until(() => client.text === '$ log');
    expect(activity).toEqual([`printed ${session}`]);
  });
});

test('sends nothing before hello', async () => {
  await open();
  await shell().print('earlier');
  const second = await connect().opened();
  second.socket.ping();
  await new Promise((resolve) => second.socket.once('pong', resolve));
  expect(second.log).toEqual([]);
});

test('a second client gets the screen again and both see what follows', async () => {
  const { client, shell } = await open();
  await shell.print('first ');
  const second = connect();
  expect(await second.hello()).toMatchObject({ replayBytes: 6 });
  await shell.print('both');
  await until(() => client.text === 'first both' && second.text === 'first both');
});

test('replays at most the last 256 KiB', async () => {
  const { client, shell } = await open();
  client.socket.pause();
  void shell.print(Buffer.alloc(replayBytes + 1_000, 'x'));
  const second = connect();
  expect(await second.hello()).toMatchObject({ replayBytes });
  await until(() => second.bytes === replayBytes);
});

test('a shell that was left alone is there when its client comes back', async () => {
  const { client, shell } = await open();
  client.socket.terminate();
  await until(() => shell.connections === 0);
  await shell.print('meanwhile');
  const again = connect();
  await again.hello();
  await until(() => again.text === 'meanwhile');
  expect(sandbox.shells.size).toBe(1);
});

test('the last size wins', async () => {
  const { client, shell } = await open();
  client.control({ type: 'resize', cols: 100, rows: 30 });
  client.control({ type: 'resize', cols: 120, rows: 40 });
  await until(() => shell.sizes.at(-1)?.cols === 120);
  const second = connect();
  await second.hello({ cols: 90, rows: 20 });
  expect(shell.sizes.at(-1)).toEqual({ cols: 90, rows: 20 });
});

test('keys and a size that come while the shell is being started are not lost', async () => {
  const gate = Promise.withResolvers<void>();
  sandbox.attaching = gate.promise;
  const client = await connect().opened();
  client.control({ type: 'hello', version: 1, cols: 80, rows: 24 });
  input(client, 'early');
  client.control({ type: 'resize', cols: 99, rows: 33 });
  gate.resolve();
  await client.waitFor('ready');
  await until(() => shell().typed === 'early' && shell().sizes.at(-1)?.cols === 99);
});

test('sends marks behind the bytes they belong to, and reports commands', async () => {
  const { client, shell } = await open();
  const start = `${osc(`633;E;docker ps;${shell.nonce}`)}${osc('133;C;aid=1')}`;
  await shell.print(`${start}out${osc('133;D;3;aid=1')}${osc('133;A')}$ `);
  await until(() => client.text.endsWith('$ '));
  const [, ...log] = client.log;
  expect(log).toEqual([
    start,
    { type: 'mark', mark: 'command-start' },
    `out${osc('133;D;3;aid=1')}`,
    { type: 'mark', mark: 'command-end', exitCode: 3, durationMs: expect.any(Number) },
    osc('133;A'),
    { type: 'mark', mark: 'prompt' },
    '$ ',
  ]);
  expect(commands).toEqual([{ text: 'docker ps', exitCode: 3, endedAt: expect.any(String) }]);
});

test('a command is reported once, however many look on and however often it is replayed', async () => {
  const { client, shell } = await open();
  const second = connect();
  await second.hello();
  await shell.print(`${osc('133;C')}${osc('133;D;0')}done`);
  await until(() => client.text.endsWith('done') && second.text.endsWith('done'));
  const third = connect();
  await third.hello();
  await until(() => third.text.endsWith('done'));
  expect(commands).toHaveLength(1);
  expect(third.controls.filter((message) => message.type === 'mark')).toEqual([]);
});

test('a command that ended while nobody was connected is reported on coming back', async () => {
  const { client, shell } = await open();
  await shell.print(osc('133;C'));
  await until(() => client.controls.some((message) => message.type === 'mark'));
  client.socket.terminate();
  await until(() => shell.connections === 0);
  await shell.print(`${osc('133;D;0')}done`);
  const again = connect();
  await again.hello();
  await until(() => again.text.endsWith('done'));
  expect(commands).toHaveLength(1);
});

test('a restarted server reports nothing of what is replayed to it', async () => {
  const { shell } = await open();
  await shell.print(`${osc('133;C')}${osc('133;D;0')}done`);
  await until(() => commands.length === 1);
  const running = sandbox;
  await restart({});
  sandbox = running;
  const again = connect();
  await again.hello();
  await until(() => again.text.endsWith('done'));
  await shell.print(`${osc('133;C')}${osc('133;D;7')}`);
  await until(() => commands.length > 0);
  expect(commands).toMatchObject([{ exitCode: 7 }]);
});

test('reads the shell no further than the window, and goes on with each acknowledgement', async () => {
  const { client, shell } = await open();
  const total = 3 * outputWindowBytes;
  let printed = false;
  const printing = shell.print(Buffer.alloc(total, 'x')).then(() => {
    printed = true;
  });
  await until(() => client.bytes === outputWindowBytes);
  client.socket.ping();
  await new Promise((resolve) => client.socket.once('pong', resolve));
  expect(client.bytes).toBe(outputWindowBytes);
  expect(printed).toBe(false);
  while (client.bytes < total) {
    const before = client.bytes;
    client.control({ type: 'ack', bytes: before });
    await until(() => client.bytes > before);
  }
  await printing;
  expect(client.bytes).toBe(total);
});

test('closes a client that takes nothing for long, and the shell goes on without it', async () => {
  await restart({ stallMs: 30 });
  const { client, shell } = await open();
  await shell.print(Buffer.alloc(2 * outputWindowBytes, 'x'));
  expect(await client.end()).toEqual({ code: closeCode.tooSlow, error: 'too-slow' });
  const again = connect();
  expect(await again.hello()).toMatchObject({ replayBytes });
});

test('says when the shell does not read, and loses no key', async () => {
  const { client, shell } = await open();
  shell.setReads(false);
  const paste = 'p'.repeat(maxInputFrameBytes);
  for (let frame = 0; frame < 4; frame += 1) input(client, paste);
  expect(await client.waitFor('input')).toEqual({ type: 'input', ready: false });
  shell.setReads(true);
  await until(() => client.controls.length === 3);
  expect(shell.typed.length).toBe(4 * paste.length);
  expect(client.controls.slice(1)).toEqual([
    { type: 'input', ready: false },
    { type: 'input', ready: true },
  ]);
});

test('output still moves while the shell does not read', async () => {
  const { client, shell } = await open();
  shell.setReads(false);
  input(client, 'p'.repeat(maxInputFrameBytes));
  await client.waitFor('input');
  void shell.print(Buffer.alloc(outputWindowBytes + 1_000, 'x'));
  await until(() => client.bytes === outputWindowBytes);
  client.control({ type: 'ack', bytes: client.bytes });
  await until(() => client.bytes === outputWindowBytes + 1_000);
});

test('a client that goes on sending into a full shell is closed', async () => {
  const { client, shell } = await open();
  shell.setReads(false);
  const frame = Buffer.alloc(maxInputFrameBytes, 'p');
  for (let sent = 0; sent <= maxQueuedInputBytes; sent += frame.length) client.socket.send(frame);
  expect(await client.end()).toEqual({ code: closeCode.frameTooLarge, error: 'frame-too-large' });
});

test('tells the exit code after the last output and closes normally', async () => {
  const { client, shell } = await open();
  await shell.print('bye');
  shell.end(7);
  expect(await client.end()).toEqual({ code: closeCode.normal, error: undefined });
  expect(client.log.slice(-2)).toEqual(['bye', { type: 'exit', code: 7 }]);
});

test('a lost way to the shell is no exit', async () => {
  const { client, shell } = await open();
  shell.end(undefined);
  expect(await client.end()).toEqual({ code: closeCode.terminalFailed, error: 'terminal-failed' });
});

test('a sandbox that refuses closes the socket and is logged without words of its own', async () => {
  sandbox.failure = new SandboxError('engine-unreachable', 'CANARY in a message');
  const client = await connect().opened();
  client.control({ type: 'hello', version: 1, cols: 80, rows: 24 });
  expect(await client.end()).toEqual({ code: closeCode.terminalFailed, error: 'terminal-failed' });
  expect(warnings).toEqual(['terminal failed {"err":"SandboxError engine-unreachable"}']);
});

test('gives up on a sandbox that does not answer, and lets go of a shell that comes late', async () => {
  await restart({ attachMs: 20 });
  const gate = Promise.withResolvers<void>();
  sandbox.attaching = gate.promise;
  const client = await connect().opened();
  client.control({ type: 'hello', version: 1, cols: 80, rows: 24 });
  expect(await client.end()).toMatchObject({ code: closeCode.terminalFailed });
  gate.resolve();
  await until(() => sandbox.shells.size === 1 && shell().connections === 0);
});

test('a client that leaves while its shell is started holds on to nothing', async () => {
  const gate = Promise.withResolvers<void>();
  sandbox.attaching = gate.promise;
  const client = await connect().opened();
  client.control({ type: 'hello', version: 1, cols: 80, rows: 24 });
  client.socket.close();
  await client.end();
  gate.resolve();
  await until(() => sandbox.shells.size === 1 && shell().connections === 0);
});

test('closes a client that never says hello', async () => {
  await restart({ helloMs: 20 });
  expect(await connect().end()).toEqual({ code: closeCode.malformedFrame, error: 'malformed-frame' });
});

test('drops a client that answers no ping', async () => {
  await restart({ pingMs: 20 });
  const { client, shell } = await open();
  client.socket.pause();
  await until(() => shell.connections === 0);
});

test('ends every socket of a session that ends', async () => {
  const { client } = await open();
  const second = connect();
  await second.hello();
  terminals.endSession(session);
  const ended = { code: closeCode.sessionEnded, error: 'session-ended' };
  expect([await client.end(), await second.end()]).toEqual([ended, ended]);
});

test('says that the server goes away, and leaves the shell', async () => {
  const { client, shell } = await open();
  terminals[Symbol.dispose]();
  expect(await client.end()).toEqual({ code: closeCode.goingAway, error: undefined });
  await shell.print('still here');
});

test.each([
  ['not-signed-in', closeCode.notSignedIn],
  ['unknown-terminal', closeCode.unknownTerminal],
] as const)('refuses a visitor who is %s and starts no shell', async (failure, code) => {
  place = failure;
  expect(await connect().end()).toEqual({ code, error: failure });
  expect(sandbox.shells.size).toBe(0);
});

test('refuses a client without the subprotocol', async () => {
  const client = new TerminalClient(url, { protocols: [] });
  clients.push(client);
  expect(await client.end()).toEqual({ code: closeCode.unsupportedVersion, error: 'unsupported-version' });
});

const hello = JSON.stringify({ type: 'hello', version: 1, cols: 80, rows: 24 });
test.each<[string, (string | Buffer)[], number]>([
  ['another version', [hello.replace('"version":1', '"version":2')], closeCode.unsupportedVersion],
  ['no JSON', ['{'], closeCode.malformedFrame],
  ['an unknown type', ['{"type":"shutdown"}'], closeCode.malformedFrame],
  ['an unknown property', [hello.replace('}', ',"admin":true}')], closeCode.malformedFrame],
  ['a size that is none', [hello.replace('80', '"80"')], closeCode.malformedFrame],
  ['a giant size', [hello.replace('80', '70000')], closeCode.malformedFrame],
  ['half a number', [hello.replace('80', '80.5')], closeCode.malformedFrame],
  ['JSON null', ['null'], closeCode.malformedFrame],
  ['a prototype', ['{"__proto__":{"type":"ack"},"bytes":0}'], closeCode.malformedFrame],
  ['a long control frame', [`"${'x'.repeat(maxControlFrameBytes)}"`], closeCode.frameTooLarge],
  ['input before hello', [Buffer.from('ls')], closeCode.malformedFrame],
  ['an acknowledgement before hello', ['{"type":"ack","bytes":0}'], closeCode.malformedFrame],
  ['two hellos', [hello, hello], closeCode.malformedFrame],
  ['a long input frame', [hello, Buffer.alloc(maxInputFrameBytes + 1)], closeCode.frameTooLarge],
  ['bytes acknowledged that were never sent', [hello, '{"type":"ack","bytes":1}'], closeCode.malformedFrame],
  ['a negative acknowledgement', [hello, '{"type":"ack","bytes":-1}'], closeCode.malformedFrame],
])('closes for %s, and disturbs nobody else', async (_name, frames, code) => {
  const { client: other, shell } = await open();
  const client = await connect().opened();
  for (const frame of frames) client.socket.send(frame);
  const end = await client.end();
  expect(end.code).toBe(code);
  expect(end.error).toBeDefined();
  await shell.print('undisturbed');
  await until(() => other.text.endsWith('undisturbed'));
});

test('closes for a text frame that is not UTF-8', async () => {
  const client = await connect().opened();
  client.socket.send(Buffer.from([0x22, 0xff, 0x22]), { binary: false });
  expect(await client.end()).toEqual({ code: closeCode.malformedFrame, error: 'malformed-frame' });
});

test('closes for an acknowledgement that falls', async () => {
  const { client, shell } = await open();
  await shell.print('abc');
  await until(() => client.bytes === 3);
  client.control({ type: 'ack', bytes: 3 });
  client.control({ type: 'ack', bytes: 2 });
  expect(await client.end()).toMatchObject({ code: closeCode.malformedFrame });
});
