#!/bin/bash
# Fail where a Swift file is not in the house format, or takes a way that the house has closed.
set -euo pipefail
cd "$(dirname "$0")/.."

# A session that is opened by hand is one that some path forgets to end.
if grep -rn 'ProjectSession\.open(' Sources; then
  echo 'lint: use ProjectSession.withSession' >&2
  exit 1
fi

"${SWIFT:-swift}" format lint --strict --recursive --parallel Package.swift Sources Tests bench/store </dev/null
