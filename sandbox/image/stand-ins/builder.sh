#!/bin/sh
# builder.sh ROOT_TAR WORK OUT STEPS: what `docker build` would do, for the few instructions that the Dockerfiles here use; in
# namespaces of its own, see layers.sh. One update of the package lists serves all, no file is copied through an engine,
# and the package cache, /tmp and logs never reach a layer.
#
# A layer is the upper folder of an overlay mount. Removing a file of a lower layer would need a mark in the tar, so no
# Dockerfile here may do it; this is checked.
set -eu
root_tar=$1 work=$2 out=$3 steps=$4
here=$(cd "$(dirname "$0")" && pwd)
path=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
mkdir -p "$work/layers" "$work/stages" "$work/lists" "$work/apt"

# open_layer LAYER LOWERS: mounts it at $merged, and what programs need in it.
open_layer() {
  merged=$work/merged-$job
  mkdir -p "$work/layers/$1" "$work/overlay/$1" "$merged" "$work/tmp-$job" "$work/log-$job"
  chmod 1777 "$work/tmp-$job"
  [ -d "$work/apt-$job" ] || cp -a "$work/apt" "$work/apt-$job"
  mount -t overlay overlay "$merged" \
    -o "lowerdir=$2,upperdir=$work/layers/$1,workdir=$work/overlay/$1,metacopy=off,redirect_dir=off"
  mount -t proc proc "$merged/proc"
  mount --rbind /dev "$merged/dev"
  mount --bind /etc/resolv.conf "$merged/etc/resolv.conf"
  mount --bind "$work/lists" "$merged/var/lib/apt/lists"
  mount --bind "$work/apt-$job" "$merged/var/cache/apt"
  mount --bind "$work/log-$job" "$merged/var/log"
  mount --bind "$work/tmp-$job" "$merged/tmp"
}
close_layer() {
  umount -R "$merged"
  rm -rf "$work/tmp-$job"
}
# inside COMMAND: runs it in the open layer, with the stage's ENV.
inside() {
  # shellcheck disable=SC2086 # words, none of which has a space in it
  env -i PATH=$path HOME=/root DEBIAN_FRONTEND=noninteractive ${http_proxy:+http_proxy="$http_proxy"} $environment \
    chroot "$merged" /bin/sh -ec "$1"
}

# instructions DOCKERFILE: one a line, without comments.
instructions() {
  sed -e '/^[[:space:]]*#/d' "$1" | sed -e ':join' -e '/\\$/{N;s/[[:space:]]*\\\n[[:space:]]*/ /;b join' -e '}' -e '/^$/d'
}
# note LAYER TEXT: LAYER is - where an instruction makes none.
note() {
  printf '%s\t%s\t%s\t%s\n' "$image" "$(date +%s)" "$1" "$2" >>"$work/steps-$image"
}
# finish_layer LAYER TEXT: packs the layer and puts it on top of the stage.
finish_layer() {
  gone=$(find "$work/layers/$1" -type c)
  [ -z "$gone" ] || [ "$image" = debian ] || { echo "$image: removes files of a lower layer: $gone" >&2; exit 1; }
  lowers=$work/layers/$1${lowers:+:$lowers}
  [ "$kept" ] || return 0
  tar -C "$work/layers/$1" --numeric-owner --sort=name --exclude='./dev/*' -cf "$out/$1.tar" .
  note "$(sha256sum "$out/$1.tar" | cut -c1-64) $1.tar" "$2"
}

# build IMAGE: its Dockerfile, from top to bottom.
build() {
  image=$1 lowers= environment= count=0
  instructions "$here/$image/Dockerfile" >"$work/instructions-$image"
  while IFS= read -r instruction <&3; do
    rest=${instruction#* }
    layer=$image-$count
    case $instruction in
    FROM\ *)
      # shellcheck disable=SC2086 # FROM base AS name
      set -- $rest
      stage=$work/stages/${3:-$image} kept=yes
      [ $# = 1 ] || kept=
      [ "$1" = scratch ] && lowers='' environment='' || { . "$work/stages/$1"; }
      : >"$work/steps-$image"
      note - "FROM $1"
      ;;
    RUN\ *)
      open_layer "$layer" "$lowers"
      inside "$rest"
      close_layer
      finish_layer "$layer" "$instruction"
      ;;
    ADD\ rootfs.tar\ *)
      mkdir -p "$work/layers/$layer"
      tar -C "$work/layers/$layer" --numeric-owner -xpf "$root_tar"
      finish_layer "$layer" "$instruction"
      ;;
    COPY\ --from=*)
      # shellcheck disable=SC2086 # COPY --from=stage source target
      set -- $rest
      (
        . "$work/stages/${1#--from=}"
        job=$job-copy
        open_layer "$layer-source" "$lowers"
        mkdir -p "$work/layers/$layer$3"
        cp -a "$merged$2/." "$work/layers/$layer$3"
        close_layer
      )
      finish_layer "$layer" "$instruction"
      ;;
    COPY\ *)
      # shellcheck disable=SC2086 # COPY source target
      set -- $rest
      case $2 in */) target=$2$1 ;; *) target=$2 ;; esac
      mkdir -p "$work/layers/$layer$(dirname "$target")"
      cp --no-preserve=ownership "$here/$image/$1" "$work/layers/$layer$target"
      finish_layer "$layer" "$instruction"
      ;;
    ENV\ *)
      environment="$environment $rest"
      note - "$instruction"
      ;;
    *) note - "$instruction" ;;
    esac
    printf 'lowers=%s environment="%s"\n' "$lowers" "$environment" >"$stage"
    count=$((count + 1))
  done 3<"$work/instructions-$image"
  list_packages
}

# list_packages: image, package, version and licences of all that Debian's packages brought into the image.
list_packages() {
  job=$job-list
  # An image without dpkg is looked at from outside.
  mkdir -p "$work/all-$image" "$work/empty"
  mount -t overlay overlay "$work/all-$image" -o "lowerdir=$lowers:$work/empty"
  (
    cd "$work/all-$image"
    for status in var/lib/dpkg/status var/lib/dpkg/status.d/*; do
      [ ! -f "$status" ] || sed -n -e 's/^Package: //p' -e 's/^Version: /\t/p' "$status"
    done | awk -F'\t' '$1 != "" { name = $1; next } { print name "\t" $2 }' | while IFS="$(printf '\t')" read -r name version; do
      licenses=$(sed -n 's/^License: *//p' "usr/share/doc/$name/copyright" 2>/dev/null | LC_ALL=C sort -u | paste -sd';')
      printf '%s\t%s\t%s\t%s\n' "$image" "$name" "$version" "$licenses"
    done
  ) >"$work/packages-$image"
  umount "$work/all-$image"
  job=${job%-list}
}

job=first
build debian
open_layer lists "$lowers"
environment=
inside 'apt-get -qq update && apt-get -qq check'
umount -R "$merged"
cp -a "$work/apt-first/." "$work/apt/"
# Two at a time, as a small machine has processors.
(job=java; build temurin-jre; build temurin-jdk) &
java=$!
(job=others; build busybox; build redis; build registry)
wait $java
for image in debian busybox redis registry temurin-jre temurin-jdk; do cat "$work/steps-$image" >&8; cat "$work/packages-$image" >&9; done \
  8>"$steps" 9>"$out/packages.tsv"
