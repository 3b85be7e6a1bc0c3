#!/bin/bash
# Fuzz the readers of other people's bytes: fuzz.sh [--seconds N] [TARGET]...
#
# Seeds are the samples and Tests/Fuzz/Corpus; what a run finds new is kept in .build/fuzz/corpus.
# A crash leaves its input in .build/fuzz/crashes and ends the script with 1.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=60
[[ ${1:-} != --seconds ]] || { seconds=$2; shift 2; }
targets=("$@")
((${#targets[@]})) || targets=(json journal documents index names)
folder=.build/fuzz
mkdir -p $folder/crashes

CUTROOM_FUZZ_BUILD=1 "${SWIFT:-swift}" build --configuration release --sanitize fuzzer \
  --scratch-path $folder/build --product store-fuzz </dev/null
program=$folder/build/release/store-fuzz

# Else Swift prints a backtrace in libFuzzer's place, and the input that crashed is lost.
export SWIFT_BACKTRACE=enable=no
failed=0
for target in "${targets[@]}"; do
  corpus=$folder/corpus/$target
  mkdir -p "$corpus" "Tests/Fuzz/Corpus/$target"
  printf '== fuzz %s, %s s\n' "$target" "$seconds"
  CUTROOM_FUZZ=$target "$program" -max_total_time="$seconds" -max_len=16384 -rss_limit_mb=512 \
    -timeout=10 -print_final_stats=1 -verbosity=0 -artifact_prefix="$folder/crashes/$target-" \
    "$corpus" "Tests/Fuzz/Corpus/$target" Tests/Samples/0.9 Tests/Samples/1.0 2>&1 |
    grep -vE '^(INFO|#)' || failed=1
done
exit $failed
