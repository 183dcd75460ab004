#!/bin/sh
# Builds the root file system of the sandbox's base image with mmdebstrap, where Docker Hub cannot give a base.
#
#   sh sandbox/image/base/build.sh [--find] CACHE_DIR
#
# As root on Debian or Ubuntu with mmdebstrap. Needs no Node, so it may run beside `npm install`. Prints progress on
# stderr and, as its only line on stdout, the path of the finished tar (`CACHE_DIR/base-<hash>.tar`, where the hash
# is of everything that goes in). A tar that exists is never built again; a second caller waits for the first one.
# `--find` builds none, and fails if there is none.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
find=
[ "${1:-}" != --find ] || { find=yes; shift; }
cache=${1:?usage: build.sh [--find] CACHE_DIR}
. "$here/../lib/cache.sh"

hash=$(content_hash "$here/.." base lib/cache.sh)
tar=$cache/base-$hash.tar
if [ "$find" ]; then
  find_built "$tar"
  exit
fi
build() {
  packages=$(grep -v '^#' "$here/packages.txt" | paste -sd,)
  debian_root trixie "$packages" "$1" \
    --customize-hook="copy-in '$here/provision.sh' '$here/holder.c' /tmp" \
    --customize-hook='touch "$1/.drydock-base"' --customize-hook='chroot "$1" sh /tmp/provision.sh'
}
build_once "$tar" build
printf '%s\n' "$tar"
