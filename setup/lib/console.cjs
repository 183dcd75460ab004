'use strict';
// Plain progress for a person who waits: one line a stage, with the seconds that it took. No dependency, old syntax:
// this runs on whatever node the machine has, before any package is there.

const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

function say(line) {
  process.stdout.write(`${line}\n`);
}

/** Ends the process with one clear message: what happened, and what to do now. */
function giveUp(what, whatNow) {
  process.stderr.write(`\nDrydock cannot go on: ${what}\n`);
  if (whatNow) process.stderr.write(`What to do: ${whatNow}\n`);
  process.exit(1);
}

/** Says that `label` goes on; every ten seconds again, so that a long stage never looks dead. */
function stage(label) {
  const begun = Date.now();
  say(`  … ${label}`);
  const timer = setInterval(() => say(`  … ${label} (${seconds(Date.now() - begun)})`), 10000);
  return {
    done(detail) {
      clearInterval(timer);
      say(`  ✓ ${label}${detail ? `: ${detail}` : ''} (${seconds(Date.now() - begun)})`);
    },
    failed() {
      clearInterval(timer);
      say(`  ✗ ${label} (${seconds(Date.now() - begun)})`);
    },
  };
}

module.exports = { say, stage, giveUp };
