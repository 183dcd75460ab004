// A server in little: starts the private engine of a state folder, says "up", and ends it on SIGTERM.
//   node hold-private-engine.ts STATE_DIR GRACE_SECONDS
import { startPrivateEngine } from '../../../sandbox/engine/host/private-engine.ts';

const [stateDir = '', graceSeconds = ''] = process.argv.slice(2);
const engine = await startPrivateEngine({
  instance: 'test-keeper',
  stateDir,
  graceSeconds: Number(graceSeconds),
  signal: new AbortController().signal,
});
process.on('SIGTERM', () => void engine.close().then(() => process.exit(0)));
console.log('up');
setInterval(() => undefined, 60_000);
