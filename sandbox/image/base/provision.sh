#!/bin/sh
# Turns a Debian 13 root with our packages into the sandbox's root. Runs inside that root, as root, once. It changes the
# owner of every file, so it refuses a root that was not made for it: build.sh and the Dockerfile leave a mark.
set -eu
[ -e /.drydock-base ] || { echo 'provision.sh: not a root of ours, nothing was changed' >&2; exit 1; }
cd "$(dirname "$0")" # provision.sh and holder.c
lib=/usr/local/lib/drydock

# --- the learner
groupadd --force --system docker
useradd --uid 1000 --user-group --groups docker,sudo --shell /bin/bash --create-home learner
printf '%%sudo ALL=(ALL:ALL) NOPASSWD: ALL\n' >/etc/sudoers.d/drydock
chmod 440 /etc/sudoers.d/drydock

# --- the pty holder
mkdir -p "$lib"
tcc -Wall -o "$lib/holder" holder.c -lutil
apt-get -qq -y purge --auto-remove tcc libc6-dev >/dev/null

# --- mount points
mkdir -p /golden /data
rm -rf /var/lib/docker && mkdir -p /var/lib/docker
rm -rf /var/lib/apt/lists/* /var/cache/apt/* /var/log/*

# --- outer ids: inner id n is outer id 700000+n. newuidmap finds the range by this entry.
base=700000
printf 'sandbox:x:%d:%d:Drydock sandbox:/:/usr/sbin/nologin\n' $base $base >>/etc/passwd
printf 'sandbox:x:%d:\n' $base >>/etc/group
printf '%d:%d:65536\n' $base $base >/etc/subuid
cp /etc/subuid /etc/subgid
# Only these folders: beside them the builder has mounted things of the machine (/dev, /proc, /sys, perhaps /run, /tmp).
ours=
for folder in /bin /boot /data /etc /golden /home /lib /lib64 /media /mnt /opt /root /sbin /srv /usr /var; do
  [ -e "$folder" ] || continue
  ! mountpoint -q "$folder" || { echo "provision.sh: $folder is a mount point" >&2; exit 1; }
  ours="$ours $folder"
done
# shellcheck disable=SC2086 # a list of words
find $ours -xdev -printf '%U:%G\n' | sort -u | while IFS=: read -r uid gid; do
  [ "$uid" -lt $base ] || continue
  find $ours -xdev -uid "$uid" -gid "$gid" -exec chown -h "$((base + uid)):$((base + gid))" {} +
done
# `/` itself stays root's: mmdebstrap takes another owner for a sign that all owners are wrong, and writes 0.
# chown has cleared set-uid bits and file capabilities. Only sudo gets its bit back (its owner is no longer root on the
# host). With the bit, newuidmap fails for want of SYS_ADMIN; with these capabilities it works.
find $ours -xdev -type f -perm /6000 -exec chmod ug-s {} +
chmod u+s /usr/bin/sudo
setcap cap_setuid=ep /usr/bin/newuidmap
setcap cap_setgid=ep /usr/bin/newgidmap
rm -f provision.sh holder.c packages.txt /.drydock-base
