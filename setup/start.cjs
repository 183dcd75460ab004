'use strict';
// npm start: packages, the site, then the server, which goes on to prepare the host engine and the sandboxes.
const path = require('node:path');
const { say } = require('./lib/console.cjs');
const { giveHeadStart } = require('./lib/head-start.cjs');
const { takeLock } = require('./lib/lock.cjs');
const { ensurePackages, environment, node24 } = require('./lib/packages.cjs');
const { become } = require('./lib/run.cjs');
const { ensureSite } = require('./lib/site.cjs');

const root = path.dirname(__dirname);

async function main() {
  say('Drydock');
  const giveBack = await takeLock(path.join(root, 'build', 'setup.lock'));
  giveHeadStart(root);
  await ensurePackages(root);
  await ensureSite(root);
  giveBack();
  const args = ['sandbox/main.ts'].concat(process.argv.slice(2));
  process.exitCode = await become(node24(root), args, { cwd: root, env: environment(root) });
}

main();
