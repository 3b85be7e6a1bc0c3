#!/bin/bash
# A quick look at the fault tests with the debug build, in less than five minutes: the injector
# itself, sixty kills, taken at random, in four operations, two hundred mutants of media files, and
# two minutes of power cuts on ext4.
# `make faults` is the whole.
set -euo pipefail
cd "$(dirname "$0")/.."

export FAULTS_CUTROOM=${FAULTS_CUTROOM:-$PWD/.build/debug/cutroom} FAULTS_SAMPLE=60 FAULTS_QUICK=1
operations=(run-again restore-recorded migrate delete)

look() {
  local code=0
  "$@" </dev/null || code=$?
  # 77: this machine cannot run it, and that was said.
  [[ $code == 77 ]] || return "$code"
}

look faults/T0-injector/run
FAULTS_SEED=${FAULTS_SEED:-$RANDOM}
export FAULTS_SEED
echo "faults: seed $FAULTS_SEED"
look faults/T1-kill/run "${operations[@]}"
look faults/mutants/run
look faults/T5-power-loss/run
printf 'faults: %d s\n' "$SECONDS"
