#!/bin/bash
# Refuse to go on without Apple's Swift 6.2 or newer; another program named swift may be on PATH.
set -euo pipefail
cd "$(dirname "$0")/.."

swift=${SWIFT:-swift}
if ! command -v "$swift" >/dev/null; then
  echo "toolchain: no '$swift' found. Install Swift 6.2 or newer from https://www.swift.org/install/linux/," >&2
  echo "           then put it on PATH or say: make SWIFT=/path/to/swift …" >&2
  exit 1
fi
answer=$("$swift" --version 2>/dev/null </dev/null || true)
if [[ ! $answer =~ Swift\ version\ ([0-9]+)\.([0-9]+) ]]; then
  echo "toolchain: $(command -v "$swift") is not the Swift compiler (OpenStack's client has the same name)." >&2
  echo "           Say: make SWIFT=/path/to/swift …" >&2
  exit 1
fi
if ((BASH_REMATCH[1] * 100 + BASH_REMATCH[2] < 602)); then
  echo "toolchain: $(command -v "$swift") is Swift ${BASH_REMATCH[1]}.${BASH_REMATCH[2]}; 6.2 or newer is needed." >&2
  exit 1
fi
