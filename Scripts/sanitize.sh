#!/bin/bash
# Run the tests under a sanitizer: sanitize.sh thread|address [FILTER]
#
# The two workers are the plain ones: they live under memory limits that a sanitizer's shadow does
# not fit into, and what is measured of our own memory is left out for the same reason. Leaks are not
# looked for: Swift's runtime and Foundation keep what they never free.
set -euo pipefail
cd "$(dirname "$0")/.."

kind=$1
filter=${2:-CutroomModelTests|CutroomSystemTests|CutroomStoreTests|CutroomPipelineTests|CutroomValidationTests|CutroomStagesTests|CutroomCLITests}
folder=.build/$kind
swift=${SWIFT:-swift}
log=$folder/test.log

"$swift" build --product cutroom-media </dev/null
"$swift" build --product cutroom-net </dev/null
"$swift" build --build-tests --sanitize "$kind" --scratch-path "$folder" </dev/null
cp -f .build/debug/cutroom-media .build/debug/cutroom-net "$folder/debug/"

# 66: a report ends the process with a code that no program of ours has.
export TSAN_OPTIONS="exitcode=66 report_thread_leaks=0 report_signal_unsafe=0"
export ASAN_OPTIONS="exitcode=66 detect_leaks=0 detect_stack_use_after_return=1"
skip=(--skip JSONMemoryTests)
# ThreadSanitizer turns vfork into fork: what the child noted in our memory does not reach us, and the
# thread that it is to die with may end before it has said so.
if [[ $kind == thread ]]; then
  skip+=(--skip 'a program that is not there|a missing worker program|a child dies with the thread')
fi
code=0
# Not through `swift test`, which keeps every other build of this folder waiting for as long.
"$folder/debug/cutroomPackageTests.xctest" --testing-library swift-testing --filter "$filter" \
  "${skip[@]}" \
  </dev/null >"$log" 2>&1 || code=$?
reports=$(grep -cE '(WARNING|ERROR): (Thread|Address)Sanitizer' "$log" || true)
grep -E '^✘|(WARNING|ERROR): (Thread|Address)Sanitizer' "$log" | head -40 || true
tests=$(grep -oE 'Test run with [0-9]+ tests' "$log" | grep -oE '[0-9]+' | tail -1 || true)
echo "sanitize $kind: tests=${tests:-0} reports=$reports code=$code, log in $log"
[[ $code == 0 && $reports == 0 ]]
