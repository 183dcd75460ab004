// Saves verdicts as fast as it can and prints the key of each that was answered as saved, until it is killed.
import { createCheckStore } from '../../../sandbox/store/check-store.ts';
import { openDatabase } from '../../../sandbox/store/database.ts';
import { createSessionStore } from '../../../sandbox/store/session-store.ts';
import { at, learner, lesson, session, verdictOf } from './store.ts';

const database = await openDatabase({ stateDir: process.argv[2] ?? '', now: () => new Date() });
await createSessionStore(database).beginSession({ id: session, learner, at });
const store = createCheckStore(database);
const run = await store.beginRun({ session, lesson, contentHash: 'h', openedAt: at });
for (let number = 0; ; number += 1) {
  const key = `key-${number}`;
  await store.saveVerdict({ key, run: run.id, contentHash: 'h', verdict: verdictOf(`step-${number}`) });
  process.stdout.write(`${run.id} ${key}\n`);
}
