'use strict';
const crypto = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');

/** Paths of all files below `entry` (a file or a folder), sorted, so that two machines hash alike. */
function filesBelow(entry) {
  if (!fs.existsSync(entry)) return [];
  if (fs.statSync(entry).isFile()) return [entry];
  return fs
    .readdirSync(entry)
    .sort()
    .reduce((files, name) => files.concat(filesBelow(path.join(entry, name))), []);
}

/** One hash over names and contents of everything below `entries` (relative to `root`). */
function fingerprint(root, entries) {
  const hash = crypto.createHash('sha256');
  for (const entry of entries)
    for (const file of filesBelow(path.join(root, entry))) {
      hash.update(`${path.relative(root, file)}\0`);
      hash.update(fs.readFileSync(file));
      hash.update('\0');
    }
  return hash.digest('hex');
}

const read = (file) => (fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : '');

/** True where `stampFile` says that this very fingerprint was finished before. */
const isFresh = (stampFile, print) => read(stampFile) === print;

function stamp(stampFile, print) {
  fs.mkdirSync(path.dirname(stampFile), { recursive: true });
  fs.writeFileSync(stampFile, print);
}

module.exports = { fingerprint, isFresh, stamp };
