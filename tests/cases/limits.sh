#!/bin/sh
# SPDX-License-Identifier: MIT
# docs/trip-format.md prints the limits of src/base/limits.h, in the same words, and no others:
# limits.sh SOURCE_FOLDER
set -u
cd "$1" || exit 2
table=$(mktemp)
trap 'rm -f "$table"' EXIT
sed -n 's/^ *X([A-Z_]*, \([0-9]*\), "\([^"]*\)").*/\1 \2/p' src/base/limits.h | sort >"$table"
[ -s "$table" ] || exit 1
sed -n 's/^| \([0-9,]*\) | \(.*\) |$/\1 \2/p' docs/trip-format.md |
    awk '{ gsub(",", "", $1); print }' | sort | diff "$table" -
