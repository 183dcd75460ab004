'use strict';
const { spawn } = require('node:child_process');

/**
 * Runs a command quietly; its output is kept and shown only when it fails.
 * Resolves with `{ code, output }`; a command that cannot be started counts as code 127.
 */
function runQuietly(command, args, options) {
  return new Promise((resolve) => {
    let output = '';
    const child = spawn(command, args, Object.assign({ stdio: ['ignore', 'pipe', 'pipe'] }, options));
    const keep = (chunk) => {
      output = (output + chunk).slice(-20000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ code: 127, output: String(error.message) }));
    child.on('close', (code) => resolve({ code: code === null ? 1 : code, output }));
  });
}

/**
 * Becomes the given program as far as a parent process can: same terminal, signals passed on, same exit code.
 * Ctrl-C reaches the child by the terminal itself, so it is only ignored here.
 */
function become(command, args, options) {
  return new Promise((resolve) => {
    const child = spawn(command, args, Object.assign({ stdio: 'inherit' }, options));
    process.on('SIGINT', () => {});
    for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.on('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      resolve(127);
    });
    child.on('close', (code, signal) => resolve(signal ? 1 : code));
  });
}

module.exports = { runQuietly, become };
