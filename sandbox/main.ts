/** The process: the only reader of the environment. Listens first, prepares the machine afterwards, and ends what it began. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLog } from './log.ts';
import { createConsole } from './startup/console.ts';
import { takeInstanceLock } from './startup/instance-lock.ts';
import { readLaunchToken } from './startup/launch-token.ts';
import { openLogFile } from './startup/log-file.ts';
import { prepareMachine } from './startup/preparation.ts';
import { assembleServer } from './startup/server.ts';
import { readSettings, type Settings } from './startup/settings.ts';
import { explainStartError } from './startup/start-error.ts';

const root = join(import.meta.dirname, '..');
const console = createConsole(process.stdout, process.stderr);

/** Resolves at the first signal to end; the second one ends at once. */
function untilAskedToEnd(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const ask = () => {
      if (asked) process.exit(130);
      asked = true;
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
  });
}

async function run(settings: Settings): Promise<void> {
  const ended = untilAskedToEnd();
  using _lock = takeInstanceLock(settings.stateDir);
  const token = readLaunchToken(settings.stateDir);
  const logFile = openLogFile(settings.stateDir);
  const log = createLog(settings.logLevel, logFile.stream);
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const server = await assembleServer({ settings, root, version, token, log });
  await server.app.listen({ host: settings.host, port: settings.port });
  const address = settings.publicUrl?.origin ?? `http://${settings.host}:${settings.port}`;
  console.say(`\nOpen this address in your browser:\n\n  ${address}/launch?token=${token}\n`);
  console.say(`Log: ${logFile.path}. Ctrl-C ends Drydock; your work is kept.\n`);

  const preparing = new AbortController();
  const machine = prepareMachine({ server, settings, console, log, signal: preparing.signal });
  await ended;
  console.say('\nEnding; sandboxes are put to rest …');
  preparing.abort();
  await server[Symbol.asyncDispose]();
  const prepared = await machine;
  if (prepared?.kind === 'ready') await prepared.close();
  console.say('Ended.');
}

let settings: Settings | undefined;
try {
  settings = readSettings(process.env, process.getuid?.() === 0);
  await run(settings);
  // Whatever still lingers (a keep-alive connection, a timer of a library) has nothing left to do.
  process.exit(0);
} catch (error) {
  const words = explainStartError(error, settings);
  if (words) console.fail(...words);
  else process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}
