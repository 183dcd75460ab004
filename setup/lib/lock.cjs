'use strict';
const fs = require('node:fs');
const path = require('node:path');
const { say } = require('./console.cjs');

const alive = (pid) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
};

function holder(file) {
  try {
    return Number(fs.readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}

/**
 * Takes `file` for this process, waiting while another set-up of the same checkout works. A lock whose process is
 * gone (Ctrl-C, kill -9) is taken over. Returns the function that gives it back.
 */
async function takeLock(file) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  let told = false;
  for (;;) {
    try {
      fs.writeFileSync(file, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (!alive(holder(file))) fs.rmSync(file, { force: true });
    else {
      if (!told)
        say(`  … another set-up of this checkout is at work (process ${holder(file)}); waiting for it`);
      told = true;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
  const giveBack = () => {
    if (holder(file) === process.pid) fs.rmSync(file, { force: true });
  };
  process.on('exit', giveBack);
  return giveBack;
}

module.exports = { takeLock };
