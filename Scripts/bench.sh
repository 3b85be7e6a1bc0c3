#!/bin/bash
# Run every benchmark; each prints its own table and fails where its bound is broken.
set -euo pipefail
cd "$(dirname "$0")/.."

worst=0
for bench in noop probe; do
  printf '\n== bench/%s\n' "$bench"
  "bench/$bench/run" || worst=1
done
exit "$worst"
