#!/bin/bash
# Run the demo project to its end, from wherever it stands, and print the video's path.
set -euo pipefail
cd "$(dirname "$0")/.."

cutroom=(.build/release/cutroom)
project=public/projects/demo
export CUTROOM_WORKSPACE=$PWD

if [[ ! -d $project ]]; then
  "${cutroom[@]}" new "The life of a garden bed" --id demo >&2
fi
"${cutroom[@]}" run demo >&2
ffprobe -v error -show_entries format=duration:stream=codec_name,width,height -of compact \
  "$project/renders/video.mp4" >&2
echo "$PWD/$project/renders/video.mp4"
