'use strict';
const fs = require('node:fs');
const { stage, giveUp } = require('./console.cjs');
const { runQuietly } = require('./run.cjs');

const onDebian = () => fs.existsSync('/etc/debian_version') && fs.existsSync('/usr/bin/apt-get');
const isRoot = () => typeof process.getuid === 'function' && process.getuid() === 0;
const quiet = { env: Object.assign({}, process.env, { DEBIAN_FRONTEND: 'noninteractive' }) };

/**
 * Sees to Debian packages that a command needs. `wanted` maps a path that proves a package to the package's name.
 * As root on Debian or Ubuntu they are installed; elsewhere the person is told what to install.
 */
async function ensureSystemPackages(why, wanted) {
  const missing = Object.keys(wanted)
    .filter((file) => !fs.existsSync(file))
    .map((file) => wanted[file]);
  if (missing.length === 0) return;
  const names = missing.join(' ');
  if (!onDebian() || !isRoot())
    giveUp(`${why} needs ${names}.`, `install ${names} with your system's package manager.`);
  const installing = stage(`installing ${names} from Debian (${why})`);
  const install = () =>
    runQuietly('apt-get', ['install', '-y', '--no-install-recommends'].concat(missing), quiet);
  let result = await install();
  // A new machine has no package lists yet, or old ones that name versions which are gone.
  if (result.code !== 0 && (await runQuietly('apt-get', ['update'], quiet)).code === 0)
    result = await install();
  if (result.code !== 0) {
    installing.failed();
    process.stderr.write(`${result.output}\n`);
    giveUp(`${names} could not be installed.`, 'look at what apt-get said above.');
  }
  installing.done();
}

module.exports = { ensureSystemPackages };
