import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { buildApp } from '../app.ts';
import { loadLessons } from '../checks/catalogue.ts';
import { createCheckRunner } from '../checks/check-runner.ts';
import { systemClock } from '../checks/surroundings.ts';
import { learnerId, sessionId } from '../contract/ids.ts';
import { courseManifest } from '../contract/manifest.ts';
import { openLearnerEngine } from '../engine/learner-engine-client.ts';
import type { App } from '../routes/app-types.ts';
import { createSignIn } from '../routes/sign-in.ts';
import { createEventBus } from '../sessions/event-bus.ts';
import { LocalSessions } from '../sessions/local-sessions.ts';
import { PreparationBoard } from '../sessions/preparation-board.ts';
import { createCheckStore } from '../store/check-store.ts';
import { openDatabase } from '../store/database.ts';
import { createSessionStore } from '../store/session-store.ts';
import { Terminals } from '../terminal/terminals.ts';
import type { Settings } from './settings.ts';

export interface Server extends AsyncDisposable {
  app: App;
  sessions: LocalSessions;
  preparation: PreparationBoard;
}

export interface ServerParts {
  settings: Settings;
  /** The checkout: lessons, built site, manifest. */
  root: string;
  version: string;
  token: string;
  log: Logger;
}

/** All rooms put together for local mode, not yet listening. Disposing ends everything but the engine. */
export async function assembleServer({ settings, root, version, token, log }: ServerParts): Promise<Server> {
  await using stack = new AsyncDisposableStack();
  const now = () => new Date();
  const lessons = await loadLessons(join(root, 'lessons'));
  const database = await openDatabase({ stateDir: settings.stateDir, now });
  stack.defer(() => database.destroy());
  const events = createEventBus();
  const preparation = new PreparationBoard(events);
  // The runner and the sessions know each other; both are asked only after both are made.
  const sessions: LocalSessions = await LocalSessions.open({
    learner: learnerId.parse('local'),
    store: createSessionStore(database),
    events,
    clock: systemClock,
    log,
    newId: () => sessionId.parse(randomBytes(8).toString('hex')),
    warmSandboxes: settings.warmSandboxes,
    limits: settings.limits,
    onReady: (session) =>
      void runner
        .resume(session)
        .catch((error: unknown) => log.warn({ session, err: error }, 'lesson not resumed')),
    onStopped: (session) => terminals.endSession(session),
    async onEnded(session) {
      terminals.endSession(session);
      await runner.sessionEnded(session);
    },
  });
  const runner = createCheckRunner({
    sandboxOf: (session) => sessions.sandboxOf(session),
    awake: (session, signal) => sessions.awake(session, signal),
    openLearnerEngine,
    store: createCheckStore(database),
    lessons,
    publish: (_session, event) => events.publish(event),
    clock: systemClock,
    log,
  });
  const terminals = new Terminals({
    async sandboxOf(session) {
      await sessions.awake(session);
      return await sessions.sandboxOf(session);
    },
    commandEnded: (session, command) => runner.commandEnded(session, command),
    typed: (session) => sessions.touch(session),
    printed: (session) => sessions.printed(session),
    nonceKey: token,
    now,
    elapsedMs: () => systemClock.elapsedMs(),
    log,
  });
  stack.use(sessions);
  stack.use(runner);
  const app = await buildApp({
    version,
    release: await readRelease(root),
    distDir: join(root, 'dist'),
    ...(settings.publicUrl && { publicUrl: settings.publicUrl }),
    signIn: createSignIn(settings.instance, token),
    ...{ preparation, sessions, runner, terminals, events, log },
  });
  stack.defer(() => app.close());
  const owned = stack.move();
  return { app, sessions, preparation, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** Of the site that was built; a page of another release is told to reload. */
async function readRelease(root: string): Promise<string> {
  try {
    return courseManifest.parse(JSON.parse(await readFile(join(root, 'build/manifest.json'), 'utf8')))
      .release;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'unbuilt';
    throw error;
  }
}
