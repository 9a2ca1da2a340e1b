#!/bin/sh
# SPDX-License-Identifier: MIT
# run.sh PROGRAM EXAMPLES SCENES: draws every example (and some pages of several) and compares the
# display list with the one recorded in SCENES. TRIPMAP_BLESS=1 records anew.
set -u
program=$1
examples=$2
scenes=$3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
count=0

# check NAME ARGUMENT...: what the program draws against NAME.scene.
check() {
    name=$1
    shift
    count=$((count + 1))
    if ! "$program" "$@" --scene --quiet >"$work/$name.scene" 2>"$work/errors"; then
        cat "$work/errors"
        failed=$((failed + 1))
        return
    fi
    if [ "${TRIPMAP_BLESS-}" = 1 ]; then
        cp "$work/$name.scene" "$scenes/$name.scene"
    elif ! diff -u "$scenes/$name.scene" "$work/$name.scene" >"$work/diff"; then
        echo "FAILED: $name"
        head -n 12 "$work/diff"
        failed=$((failed + 1))
    fi
}

for trip in "$examples"/*.yaml; do
    check "$(basename "$trip" .yaml)" "$trip"
done
check rubio2025-column "$examples/rubio2025.yaml" --page column
check rubio2025-night-a4 "$examples/rubio2025.yaml" --page a4 --style night
check compare-knox-rubio compare "$examples/knox1912.yaml" "$examples/rubio2025.yaml"
check arabic "$scenes/arabic.yaml"
check multiples compare "$examples/tillerson2018.yaml" "$examples/blinken2022.yaml" \
    "$examples/rubio2025.yaml" --small-multiples
echo "$count scenes, $failed failed"
[ "$failed" = 0 ]
