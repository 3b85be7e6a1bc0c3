#!/bin/bash
# Install the Debian packages that cutroom needs and that are not there yet.
# `setup.sh faults` installs also those of the fault tests, `setup.sh bench` those that benchmarks
# compare with, `setup.sh browser` the one that looks at pages.
set -euo pipefail
cd "$(dirname "$0")/.."

packages=(
  # building
  pkg-config libssl-dev libxxhash-dev zlib1g-dev libxml2-dev libcurl4-openssl-dev libespeak-ng-dev
  libavformat-dev libavcodec-dev libavutil-dev libswresample-dev libswscale-dev libebur128-dev
  # running
  ffmpeg espeak-ng-data fontconfig fonts-dejavu-core
  # the demo's pictures and music
  mate-backgrounds planetblupi-music-ogg
  # tests and benchmarks
  python3 ninja-build strace gcc libc6-dev
)
# File systems on devices whose every write is recorded; mutants of media files.
faults=(
  nbdkit nbdkit-plugin-python libnbd-bin fuse3 e2fsprogs xfsprogs btrfs-progs zzuf
)
# Other writers of files and other engines: what of these is missing is left out of the tables.
bench=(
  nodejs node-write-file-atomic python3-venv e2fsprogs xfsprogs openssl
)
# What looks at the report that `validate --report` writes.
browser=(
  chromium
)
[[ ${1:-} != faults ]] || packages+=("${faults[@]}")
[[ ${1:-} != bench ]] || packages+=("${bench[@]}")
[[ ${1:-} != browser ]] || packages+=("${browser[@]}")

if ! command -v dpkg-query >/dev/null; then
  echo "setup: this is not a Debian system. cutroom needs what these Debian packages hold:" >&2
  printf '  %s\n' "${packages[@]}" >&2
  exit 1
fi

missing=()
for package in "${packages[@]}"; do
  # shellcheck disable=SC2016 # the dollar is dpkg-query's own
  state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
  [[ $state == installed ]] || missing+=("$package")
done
if ((${#missing[@]} == 0)); then
  echo "setup: all ${#packages[@]} packages are installed"
  exit 0
fi

root=()
if ((EUID != 0)); then
  command -v sudo >/dev/null || {
    echo "setup: not root and no sudo; as root, run: apt-get install --no-install-recommends ${missing[*]}" >&2
    exit 1
  }
  root=(sudo)
fi
apt=("${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 -q)
echo "setup: installing ${missing[*]}"
"${apt[@]}" update </dev/null
"${apt[@]}" install -y --no-install-recommends "${missing[@]}" </dev/null
