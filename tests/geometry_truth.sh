#!/bin/sh
# SPDX-License-Identifier: MIT
# geometry_truth.sh GEOMETRY_CASES TESTS [SEED]: makes cases with geometry_truth.py and runs them.
set -eu
/usr/bin/python3 -c 'import numpy, pyproj' 2>/dev/null ||
    { echo "skipped: python3-numpy or python3-pyproj is absent"; exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
/usr/bin/python3 "$2/geometry_truth.py" "$2/data/projection-conformance.json" "$work/cases.json" \
    --seed "${3:-1}" --each 1 --centres 0
"$1" "$work/cases.json"
