#!/bin/sh
# Builds the layers of all stand-ins from their Dockerfiles.
#
#   sh sandbox/image/stand-ins/layers.sh [--find] CACHE_DIR
#
# Like build.sh, whose root file system is the lowest layer: as root, without Node and without a Docker Engine, so that it
# runs beside `npm install`. Makes a folder `CACHE_DIR/stand-ins-<hash>` with a tar for each layer, `packages.tsv` (what the
# images hold, and its licences), and at last `steps.tsv`, whose path is the only line on stdout; the server makes an
# archive for `docker load` of it.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
find=
[ "${1:-}" != --find ] || { find=yes; shift; }
cache=${1:?usage: layers.sh [--find] CACHE_DIR}
. "$here/../lib/cache.sh"

images='debian busybox redis registry temurin-jre temurin-jdk'
# shellcheck disable=SC2086 # a list of words
hash=$(cd "$here" && content_hash . $images build.sh layers.sh builder.sh ../lib/cache.sh)
folder=$cache/stand-ins-$hash
if [ "$find" ]; then
  find_built "$folder/steps.tsv"
  exit
fi
build() {
  root=$(sh "$here/build.sh" "$cache")
  # Thousands of small files: memory is faster, if there is room for it.
  room=$(df -kP /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')
  if [ "${room:-0}" -gt 3000000 ]; then work=/dev/shm; else work=$cache; fi
  # The same folder for the same target, so that a run that was killed leaves nothing in memory for good.
  work=$work/drydock-stand-ins-$(printf %s "$folder" | sha256sum | cut -c1-16)
  rm -rf "$work"
  mkdir -m 700 "$work"
  trap 'rm -rf "$work"' EXIT
  trap 'exit 1' INT TERM HUP
  find "$folder" -name '*.tar' -delete
  # Mounts of the builder are seen by it alone, and end with it; so do programs that a package starts.
  unshare --mount --pid --fork --kill-child --mount-proc sh "$here/builder.sh" "$root" "$work" "$folder" "$1" >&2
}
mkdir -p "$folder"
build_once "$folder/steps.tsv" build
printf '%s\n' "$folder/steps.tsv"
