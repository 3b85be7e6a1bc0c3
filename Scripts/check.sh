#!/bin/bash
# The gate that every change passes: format, arrows, a build without warnings, the fast tests.
set -euo pipefail
cd "$(dirname "$0")/.."

step() { printf '\n== %s (%d s)\n' "$1" "$SECONDS"; }

step "format"
Scripts/lint.sh
step "arrows"
python3 Scripts/check-arrows.py
step "build"
"${SWIFT:-swift}" build --build-tests </dev/null
step "fast tests"
Scripts/test.sh --fast
step "check passed"
