#!/bin/bash
# Leave the three programs in .build/release, free of the toolchain's own libraries.
set -euo pipefail
cd "$(dirname "$0")/.."

"${SWIFT:-swift}" build --configuration release --static-swift-stdlib \
  -Xswiftc -cross-module-optimization </dev/null
for name in cutroom cutroom-media cutroom-net; do
  [[ -x .build/release/$name ]] || { echo "build: .build/release/$name is missing" >&2; exit 1; }
done
echo "build: .build/release/{cutroom,cutroom-media,cutroom-net}"
