'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { stage, giveUp } = require('./console.cjs');
const { fingerprint, isFresh, stamp } = require('./fingerprint.cjs');
const { runQuietly } = require('./run.cjs');

const stampOf = (root) => path.join(root, 'node_modules', '.drydock-packages');
// .npmrc too: it may name another registry.
const inputs = ['package.json', 'package-lock.json', '.npmrc'];

/**
 * Installs the packages unless the very same ones are there. The stamp is written last, so an install that was
 * interrupted is done again. `npm install --no-save` and not `npm ci`: the lock file must serve other platforms
 * too, and `ci` throws away a half-finished folder that could be continued.
 */
async function ensurePackages(root) {
  const print = fingerprint(root, inputs);
  if (isFresh(stampOf(root), print)) return;
  const installing = stage('installing packages (about 650; a minute or two)');
  const npm = process.env.npm_execpath;
  const [command, args] = npm ? [process.execPath, [npm]] : ['npm', []];
  const result = await runQuietly(
    command,
    args.concat(['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error']),
    {
      cwd: root,
    },
  );
  if (result.code !== 0) {
    installing.failed();
    process.stderr.write(`${result.output}\n`);
    giveUp(
      'npm could not install the packages (its words are above).',
      'check the network or the registry in .npmrc, then run the same command again; what was fetched is kept.',
    );
  }
  stamp(stampOf(root), print);
  installing.done();
}

const major = (version) => Number(version.replace(/^v/, '').split('.')[0]);

/** The node that runs everything: the machine's own if it is 24 or newer, else the one among the packages. */
function node24(root) {
  const packaged = path.join(root, 'node_modules', '.bin', 'node');
  if (fs.existsSync(packaged)) return fs.realpathSync(packaged);
  if (major(process.version) >= 24) return process.execPath;
  return giveUp(
    `Node ${process.version} is too old, and for ${process.platform}-${process.arch} no Node 24 comes with the packages.`,
    'install Node 24 or newer from https://nodejs.org and run the same command again.',
  );
}

/** The environment in which `node`, `astro`, … mean ours. */
function environment(root) {
  const bin = path.join(root, 'node_modules', '.bin');
  return Object.assign({}, process.env, {
    PATH: `${bin}${path.delimiter}${process.env.PATH}`,
    ASTRO_TELEMETRY_DISABLED: '1',
    // Saves the server a third of its start: compiled code and stripped types are kept.
    NODE_COMPILE_CACHE: path.join(root, 'build', 'compile-cache'),
  });
}

module.exports = { ensurePackages, node24, environment };
