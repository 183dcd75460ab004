'use strict';
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const engineSockets = ['/var/run/docker.sock', '/run/docker.sock'];

/** Where root file systems and image archives are kept; the same rule as in `sandbox/startup/`. */
const cacheDir = () => process.env.DRYDOCK_CACHE_DIR || '/var/cache/drydock';

/** Only where the server will come to a private engine in the end: as root on Debian, and with no other engine about. */
function wantsPrivateEngine() {
  const isRoot = typeof process.getuid === 'function' && process.getuid() === 0;
  const otherEngine = process.env.DOCKER_HOST || engineSockets.some((socket) => fs.existsSync(socket));
  return isRoot && fs.existsSync('/etc/debian_version') && !otherEngine;
}

/**
 * Begins the longest part of the preparation, two root file systems, while npm still installs packages. The
 * server waits for them by their locks, and does by itself whatever is missing; so nobody waits for this, and a
 * failure here is only a start that was not had. Ended by Ctrl-C it leaves nothing half-done.
 */
function giveHeadStart(root) {
  if (!wantsPrivateEngine()) return;
  const log = path.join(root, 'build', 'head-start.log');
  fs.mkdirSync(path.dirname(log), { recursive: true });
  const output = fs.openSync(log, 'w');
  const child = spawn('sh', [path.join(root, 'setup', 'head-start.sh'), root, cacheDir()], {
    stdio: ['ignore', output, output],
  });
  child.on('error', () => fs.writeSync(output, 'sh could not be started\n'));
  child.unref();
}

module.exports = { giveHeadStart };
