#!/bin/bash
# Fill library/ with Debian's photographs and music and a few generated clips; --refresh remakes all.
set -euo pipefail
cd "$(dirname "$0")/.."
exec python3 Scripts/fill-library.py "$@"
