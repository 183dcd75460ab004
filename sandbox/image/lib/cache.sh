# Functions that the build scripts share; sourced, POSIX sh. `cache` is the cache folder, made by `build_once`.

# content_hash DIR FILE...: 16 hex digits over names and contents of files and folders below DIR.
content_hash() {
  (
    cd "$1"
    shift
    find "$@" -type f | LC_ALL=C sort | xargs sha256sum
    uname -m
  ) | sha256sum | cut -c1-16
}

# build_once FILE FUNCTION: calls FUNCTION with a path to write unless FILE exists, then renames it to FILE. Under a
# lock, so that a second process waits; the kernel gives the lock back when its holder dies.
build_once() {
  [ -e "$1" ] && return
  mkdir -p "$cache"
  exec 9>"$1.lock"
  flock 9
  if [ ! -e "$1" ]; then
    rm -f "$1.partial"
    "$2" "$1.partial" 9>&-
    mv "$1.partial" "$1"
  fi
  exec 9>&-
}

# find_built FILE: prints FILE and succeeds if it is there, or is being made right now, which is waited for.
find_built() {
  if [ ! -e "$1" ] && [ -e "$1.lock" ]; then
    exec 9>"$1.lock"
    flock 9
    exec 9>&-
  fi
  [ -e "$1" ] && printf '%s\n' "$1"
}

# debian_root SUITE PACKAGES TAR [mmdebstrap options]: a minimal Debian without documentation and translations.
debian_root() {
  suite=$1 packages=$2 target=$3
  shift 3
  command -v mmdebstrap >/dev/null && [ "$(id -u)" = 0 ] || {
    echo 'mmdebstrap, as root, is needed to build a root file system' >&2
    exit 69 # EX_UNAVAILABLE
  }
  # Unpacking is thousands of small files: memory is faster, if there is room for it (a root is below 800 MB).
  room=$(df -kP /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')
  if [ "${room:-0}" -gt 3000000 ]; then work=/dev/shm; else work=$cache; fi
  # The maybe-merged-usr hook spares the usrmerge package, which would bring perl along.
  hooks=/usr/share/mmdebstrap/hooks/maybe-merged-usr
  TMPDIR=$work mmdebstrap --quiet --variant=minbase --format=tar \
    --dpkgopt=force-unsafe-io --aptopt='Acquire::Languages "none"' --aptopt='APT::Install-Recommends "false"' \
    --dpkgopt='path-exclude=/usr/share/doc/*' --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' \
    --hook-dir="$hooks" --include="$packages" "$@" "$suite" "$target" >&2
}
