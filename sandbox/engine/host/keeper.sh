#!/bin/sh
# Keeps the private host engine: the parent of its dockerd, which outlives a crash of the server by a grace period, so
# that a restarted server finds its sandboxes running.
#
#   sh keeper.sh RUN_DIR DATA_DIR GRACE_SECONDS
#
# RUN_DIR (short, for socket paths) holds docker.sock, owner, state, keeper.lock. `owner` is written by the server:
# its process id and start time (field 22 of /proc/PID/stat), so that a reused id is not taken for it. SIGTERM ends all.
set -u
run=$1 data=$2 grace=$3
here=$(cd "$(dirname "$0")" && pwd)
exec 9>"$run/keeper.lock"
flock -n 9 || exit 75
echo $$ >"$run/keeper.pid"
echo starting >"$run/state"

# What a crash of the last keeper left behind: only processes and mounts that name this engine's own folders.
sh "$here/sweep.sh" "$run" "$data" 9>&-
rm -f "$run/docker.sock"
echo '{}' >"$run/daemon.json"

# No bridge, no firewall rule, no forwarding: sandboxes have no network, and the machine's own stays as it is.
# --pdeathsig: if this keeper is killed, dockerd ends too.
setpriv --pdeathsig TERM dockerd --config-file="$run/daemon.json" --host="unix://$run/docker.sock" \
  --data-root="$data" --exec-root="$run/exec" --pidfile="$run/dockerd.pid" --bridge=none --iptables=false \
  --ip6tables=false --ip-forward=false --ip-masq=false --userland-proxy=false --log-level=warn \
  --shutdown-timeout=15 9>&- &
dockerd=$!

finish() {
  trap '' TERM INT HUP
  echo ending >"$run/state"
  kill -TERM $dockerd 2>/dev/null
  left=200 # tenths of a second; a dockerd that hangs longer is killed
  while [ $left -gt 0 ] && kill -0 $dockerd 2>/dev/null; do
    left=$((left - 1))
    sleep 0.1
  done
  kill -KILL $dockerd 2>/dev/null
  wait $dockerd 2>/dev/null
  sh "$here/sweep.sh" "$run" "$data" 9>&-
  rm -f "$run/docker.sock" "$run/dockerd.pid" "$run/keeper.pid" "$run/state" "$run/owner"
  exit 0
}
trap finish TERM
trap '' INT HUP # Ctrl-C in the server's terminal is the server's to answer

owner_lives() {
  read -r pid started 2>/dev/null <"$run/owner" || return 1
  read -r stat 2>/dev/null <"/proc/$pid/stat" || return 1
  # The program's name, in brackets, may hold spaces.
  # shellcheck disable=SC2086
  set -- ${stat##*) }
  [ "${20:-}" = "$started" ] && [ "$1" != Z ]
}

echo running >"$run/state"
gone=0
while kill -0 $dockerd 2>/dev/null; do
  if owner_lives; then
    gone=0
  else
    gone=$((gone + 1))
    if [ $gone -gt "$grace" ]; then
      # A new server writes `owner` first and reads `state` then, so one of the two sees the other.
      echo ending >"$run/state"
      owner_lives || finish
      echo running >"$run/state"
    fi
  fi
  sleep 1 &
  wait $! # a signal ends `wait` at once, `sleep` only after it
done
finish
