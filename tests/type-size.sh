#!/bin/sh
# SPDX-License-Identifier: MIT
# tests/type-size.sh PROGRAM EXAMPLES: no text on any page preset is smaller than 6.5 pt in print,
# taking 96 px for an inch as the presets do.
set -eu
program=$1 examples=$2 failed=0
least=8.6 # 6.5 pt are 8.67 px; the display list prints one decimal

smallest() {
    grep -oE '(regular|bold|italic) [0-9]+(\.[0-9]+)?' | sort -k2,2n | head -1
}

check() {
    found=$("$program" "$@" --scene --quiet | smallest)
    [ -n "$found" ] || { echo "no text: $*"; failed=1; return; }
    echo "$found" | awk -v least=$least '{ exit $2 < least }' ||
        { echo "$found px: $*"; failed=1; }
}

for page in wide a4 a4-portrait letter letter-portrait slide square column og; do
    for trip in rubio2025 tillerson2018 root1906 shuttle1974; do
        check "$examples/$trip.yaml" --page $page
    done
done
check compare "$examples/knox1912.yaml" "$examples/rubio2025.yaml" --page a4
check compare --small-multiples "$examples/tillerson2018.yaml" "$examples/rubio2025.yaml" --page a4
exit $failed
