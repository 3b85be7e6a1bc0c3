#!/bin/bash
# Run every benchmark; each prints its own table and fails where its bound is broken. With `--all`
# also the long ones: 100,000 items, the slow engines.
set -euo pipefail
cd "$(dirname "$0")/.."

worst=0
bench() {
  printf '\n== bench/%s\n' "$*"
  local name=$1
  shift
  "bench/$name/run" "$@" || worst=1
}

bench noop
bench store
bench cache
bench crash
bench probe
bench validate
if [[ ${1:-} == --all ]]; then
  bench store --calls
  bench noop --scale
  bench validate --scale
  bench noop --peers
fi
exit "$worst"
