'use strict';
// npm test [-- PART …]: what the tests need, then tests/run.ts on Node 24. Without a part, all of them.
const path = require('node:path');
const { giveHeadStart } = require('./lib/head-start.cjs');
const { takeLock } = require('./lib/lock.cjs');
const { ensurePackages, environment, node24 } = require('./lib/packages.cjs');
const { become } = require('./lib/run.cjs');
const { ensureSite } = require('./lib/site.cjs');
const { ensureSystemPackages } = require('./lib/system-packages.cjs');

const root = path.dirname(__dirname);
const parts = process.argv.slice(2);
const among = (names) => parts.length === 0 || parts.some((part) => names.includes(part));

async function main() {
  const giveBack = await takeLock(path.join(root, 'build', 'setup.lock'));
  if (among(['engine', 'lessons', 'site', 'acceptance', 'walk'])) giveHeadStart(root);
  await ensurePackages(root);
  if (among(['check', 'site', 'engine', 'acceptance', 'walk'])) await ensureSite(root);
  if (among(['site', 'acceptance', 'walk']))
    await ensureSystemPackages('browser tests', {
      '/usr/bin/chromium': 'chromium',
      '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc': 'fonts-noto-cjk',
    });
  giveBack();
  const args = ['tests/run.ts'].concat(parts);
  process.exitCode = await become(node24(root), args, { cwd: root, env: environment(root) });
}

main();
