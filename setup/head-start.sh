#!/bin/sh
# head-start.sh ROOT CACHE_DIR: what a private engine needs, begun beside `npm install` (setup/lib/head-start.cjs).
set -eu
sh "$1/sandbox/engine/host/install-programs.sh"
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export PATH LC_ALL=C.UTF-8
sh "$1/sandbox/image/base/build.sh" "$2" &
# Not where this machine has its course images from Docker Hub.
grep -qs docker-hub "$2/course-images.lock.json" || sh "$1/sandbox/image/stand-ins/layers.sh" "$2" &
wait
