#!/bin/bash
# Fail where a Swift file is not in the house format.
set -euo pipefail
cd "$(dirname "$0")/.."

"${SWIFT:-swift}" format lint --strict --recursive --parallel Package.swift Sources Tests bench/store </dev/null
