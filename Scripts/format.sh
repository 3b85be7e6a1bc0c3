#!/bin/bash
# Rewrite every Swift file in the house format.
set -euo pipefail
cd "$(dirname "$0")/.."

"${SWIFT:-swift}" format --in-place --recursive --parallel Package.swift Sources Tests bench/store </dev/null
