#!/bin/sh
# Builds the root file system that stands in for Docker Hub's debian:bookworm-slim where Docker Hub does not answer.
# The other stand-ins are built from it by their Dockerfiles, on the host engine.
#
#   sh sandbox/image/stand-ins/build.sh [--find] CACHE_DIR
#
# Like ../base/build.sh: as root on Debian or Ubuntu with mmdebstrap, without Node; the path of the finished tar is its
# only line on stdout; never builds twice.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
find=
[ "${1:-}" != --find ] || { find=yes; shift; }
cache=${1:?usage: build.sh [--find] CACHE_DIR}
. "$here/../lib/cache.sh"

hash=$(content_hash "$here/.." stand-ins/build.sh lib/cache.sh)
tar=$cache/debian-$hash.tar
if [ "$find" ]; then
  find_built "$tar"
  exit
fi
build() {
  debian_root bookworm ca-certificates "$1" --customize-hook='rm -rf "$1"/var/cache/apt/* "$1"/var/log/*'
}
build_once "$tar" build
printf '%s\n' "$tar"
