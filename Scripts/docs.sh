#!/bin/bash
# Turn the doc comments into static reference pages, one folder for each part, in .build/docs.
set -euo pipefail
cd "$(dirname "$0")/.."

swift=${SWIFT:-swift}
docc=$(dirname "$(readlink -f "$(command -v "$swift")")")/docc
[[ -x $docc ]] || { echo "docs: no docc beside $swift; it is part of the toolchain" >&2; exit 1; }

graphs=.build/docs-graphs
rm -rf "$graphs" .build/docs
mkdir -p "$graphs" .build/docs
"$swift" package dump-symbol-graph --minimum-access-level package --skip-synthesized-members </dev/null
for name in CutroomModel CutroomSystem CutroomStore CutroomWorkers CutroomPipeline \
  CutroomValidation CutroomStages; do
  catalogue=$graphs/$name.docc
  mkdir -p "$catalogue/graphs"
  cp .build/*/symbolgraph/"$name"[.@]*json "$catalogue/graphs/"
  "$docc" convert "$catalogue" --additional-symbol-graph-dir "$catalogue/graphs" \
    --fallback-display-name "$name" --fallback-bundle-identifier "cutroom.$name" \
    --output-path ".build/docs/$name" | { grep -v "^[[:space:]]*$" || true; }
done
echo "docs: .build/docs/<part>; to read one: python3 -m http.server --directory .build/docs/CutroomStore"
