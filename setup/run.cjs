'use strict';
// node setup/run.cjs FILE [ARGS]: the packages, then FILE on Node 24. For commands that need no built site.
const path = require('node:path');
const { takeLock } = require('./lib/lock.cjs');
const { ensurePackages, environment, node24 } = require('./lib/packages.cjs');
const { become } = require('./lib/run.cjs');

const root = path.dirname(__dirname);

async function main() {
  const giveBack = await takeLock(path.join(root, 'build', 'setup.lock'));
  await ensurePackages(root);
  giveBack();
  process.exitCode = await become(node24(root), process.argv.slice(2), { cwd: root, env: environment(root) });
}

main();
