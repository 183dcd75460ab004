'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { stage, giveUp } = require('./console.cjs');
const { fingerprint, isFresh, stamp } = require('./fingerprint.cjs');
const { environment, node24 } = require('./packages.cjs');
const { runQuietly } = require('./run.cjs');

const inputs = [
  'package-lock.json',
  'astro.config.mjs',
  'content',
  'lessons',
  'public',
  'sandbox/checks',
  'sandbox/contract',
  'src',
];

async function step(root, label, args) {
  const running = stage(label);
  const result = await runQuietly(node24(root), args, { cwd: root, env: environment(root) });
  if (result.code === 0) return running.done();
  running.failed();
  process.stderr.write(`\n${result.output}\n`);
  return giveUp(
    `${label} failed (its words are above).`,
    'mend what it names and run the same command again.',
  );
}

/** Builds `dist/` unless it was built from the very same sources. Lessons are validated first. */
async function ensureSite(root) {
  const stampFile = path.join(root, 'dist', '.drydock-site');
  const print = fingerprint(root, inputs);
  if (isFresh(stampFile, print)) return;
  await step(root, 'validating the lessons', ['content/validate/cli.ts']);
  const astro = fs.realpathSync(path.join(root, 'node_modules', '.bin', 'astro'));
  await step(root, 'building the site', [astro, 'build']);
  stamp(stampFile, print);
}

module.exports = { ensureSite };
