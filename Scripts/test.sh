#!/bin/bash
# Run the tests: all of them, or with --fast those that start no built program.
set -euo pipefail
cd "$(dirname "$0")/.."

chosen=()
[[ ${1:-} != --fast ]] || chosen=(--skip ProgramTests)
"${SWIFT:-swift}" build --build-tests </dev/null
"${SWIFT:-swift}" test --skip-build --disable-xctest "${chosen[@]}" </dev/null
[[ ${1:-} == --fast ]] || Scripts/test-faults.sh
