#!/bin/bash
# Turn the doc comments into reference pages.
set -euo pipefail
cd "$(dirname "$0")/.."

echo "docs: the reference pages cannot be generated yet; read docs/, README.md and ARCHITECTURE.md" >&2
exit 1
