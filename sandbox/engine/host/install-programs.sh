#!/bin/sh
# Installs the programs that a private host engine needs, on Debian or Ubuntu as root, without starting a service.
#
#   sh sandbox/engine/host/install-programs.sh
#
# Needs no Node, so it may run beside `npm install`. Does nothing where all of them are there; a second caller waits for
# the first one. mmdebstrap makes the root file systems of images; flock and setpriv are in util-linux, which every Debian has.
set -eu
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
export PATH DEBIAN_FRONTEND=noninteractive
exec 9>/run/lock/drydock-programs
flock 9

missing=
command -v dockerd >/dev/null || missing="$missing docker.io"
command -v mmdebstrap >/dev/null || missing="$missing mmdebstrap"
[ -n "$missing" ] || exit 0

# The package would start a Docker service of its own, which nobody asked for. invoke-rc.d(8) asks this file first.
policy=/usr/sbin/policy-rc.d
if [ ! -e $policy ]; then
  trap 'rm -f $policy' EXIT
  trap 'exit 1' INT TERM HUP
  printf '#!/bin/sh\n# drydock: no service is started while docker.io is being installed\nexit 101\n' >$policy
  chmod 755 $policy
fi
install() {
  # shellcheck disable=SC2086 — a list of names
  apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends $missing 9>&-
}
# A new machine has no package lists yet, or old ones that name versions which are gone.
install >&2 || { apt-get update >&2 && install >&2; }
