#!/bin/sh
# Ends processes and mounts that a private engine left behind when it was killed.
#
#   sh sweep.sh RUN_DIR DATA_DIR
#
# Only what names these two folders: no other engine is touched. Never run while the engine is alive.
set -u
run=$1 data=$2

# Processes whose command line names a file below RUN_DIR/exec (containerd and its shims) or DATA_DIR (docker-proxy).
leftovers() {
  # One grep for all: this is on the way of every start.
  grep -laF -e "$run/exec/" -e "$data/" /proc/[0-9]*/cmdline 2>/dev/null | while read -r file; do
    process=${file%/cmdline}
    case $(readlink "$process/exe") in
    */containerd | */containerd-shim* | */runc | */docker-proxy | */dockerd) echo "${process#/proc/}" ;;
    esac
  done
}

# A container's first process outlives its shim: its bundle remembers the id. Checked against its cgroup, lest the id
# was given to another process.
for file in "$run"/exec/containerd/daemon/io.containerd.runtime.v2.task/moby/*/init.pid; do
  [ -e "$file" ] || continue
  container=$(basename "$(dirname "$file")")
  pid=$(cat "$file")
  grep -q "$container" "/proc/$pid/cgroup" 2>/dev/null && kill -KILL "$pid"
done
for _ in 1 2 3 4 5 6 7 8 9 10; do
  pids=$(leftovers)
  [ -n "$pids" ] || break
  # shellcheck disable=SC2086
  kill -KILL $pids 2>/dev/null
  sleep 0.1
done

# Deepest first; dockerd mounts its data folder over itself.
awk -v run="$run" -v data="$data" '
  $5 == data || index($5, run "/") == 1 || index($5, data "/") == 1 { print $5 }' /proc/self/mountinfo |
  sort -r | while read -r point; do
  umount -l "$(printf '%b' "$point")"
done
rm -rf "$run/exec" "$run/dockerd.pid"
