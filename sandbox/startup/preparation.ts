import type { Logger } from 'pino';
import type { Prepared, PrepareOptions } from '../engine/prepare.ts';
import { text } from '../engine/texts.ts';
import { type Console, plain } from './console.ts';
import type { Server } from './server.ts';
import type { Settings } from './settings.ts';
import { explainPreparationError } from './start-error.ts';

export interface PreparationParts {
  server: Server;
  settings: Settings;
  console: Console;
  log: Logger;
  signal: AbortSignal;
}

const failedReason = text(
  '실습 환경을 준비하지 못했어요. 레슨은 읽을 수 있어요. 서버를 켠 사람이 `npm run doctor`로 이유를 볼 수 있어요.',
  'The practice environment could not be prepared. Lessons can be read. Whoever runs the server can see why with `npm run doctor`.',
);

/** Prepares the machine while the site is already served. A failure leaves the course readable and says why. */
export async function prepareMachine(parts: PreparationParts): Promise<Prepared | undefined> {
  const { server, settings, console, log, signal } = parts;
  const { instance, stateDir, cacheDir, dockerHost } = settings;
  const begun = performance.now();
  try {
    const onStage: PrepareOptions['onStage'] = (stage) => {
      server.preparation.setStage(stage);
      console.stage(stage);
    };
    // Only now: pages wait for nothing that they do not need, and Docker's client is large.
    const { prepareEngine } = await import('../engine/prepare.ts');
    const prepared = await prepareEngine({
      ...{ instance, stateDir, cacheDir, onStage, signal, log },
      ...(dockerHost !== undefined && { dockerHost }),
    });
    if (prepared.kind === 'reading-only') {
      server.preparation.setReadingOnly(prepared.reason);
      server.sessions.setReadingOnly();
      console.say(`\nReading only: ${plain(prepared.reason.en)}`);
      return prepared;
    }
    server.preparation.setReady(prepared.imageSource, prepared);
    await server.sessions.begin(prepared.engine);
    console.say(`\nReady for practice (${((performance.now() - begun) / 1000).toFixed(1)} s).`);
    return prepared;
  } catch (error) {
    if (signal.aborted) return undefined;
    log.error({ err: error }, 'preparation failed');
    server.preparation.setReadingOnly(failedReason);
    server.sessions.setReadingOnly();
    console.fail(...explainPreparationError(error, settings));
    return undefined;
  }
}
